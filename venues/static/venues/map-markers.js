/* What stands on the map: one real button a place or a group, over the drawing.

   They are elements, not paint: the keyboard and screen readers reach them as they are seen. The
   nearest to the middle of the view come first. Contract:
   `markers(map, onActivate(marker, group), isTogether(group))` → {
     show(groups | null)      draw these groups (null: the same), return those in view; `inside`
                              tells those whose place is, not only the edge of their mark
     place()                  put each one where the map now is
     focusCentreAfterMove(marker)  once the map has moved, give the focus to what is in the middle
     stops()                  choose again those that the keyboard stops at
     of(rank)                 the button that stands for a point, or undefined
     layer                    the element that holds them; it fires `marker:over` and `marker:out`
   } */

/* Stops of the keyboard: more would never be walked through. */
const MAX_STOPS = 30;
/* Pixels around the view where a marker still shows a part of itself. */
const MARGIN = 30;
/* What stands over the markers. */
const COVERS = '.maplibregl-ctrl, .maplibregl-popup-content, .map-tools .button, .map-message';
const PIN = `<svg viewBox="0 0 32 40" width="32" height="40" aria-hidden="true" focusable="false">
<path class="mark-body" d="M16 1.5C8 1.5 2 7.5 2 15.2 2 25 16 38.5 16 38.5S30 25 30 15.2C30 7.5 24 1.5 16 1.5z"/>
<circle class="mark-heart" cx="16" cy="15" r="5.5"/></svg>`;

function sizeOf(count) {
  if (count === 1) return 'pin';
  return count < 10 ? 'small' : count < 100 ? 'medium' : count < 1000 ? 'large' : 'huge';
}

function words(group, together) {
  const count = group.ranks.length;
  if (count === 1) return 'Un lieu';
  const lead = `${count.toLocaleString('fr-FR')} lieux`;
  return together ? `${lead} au même endroit : voir leur liste` : `${lead} : rapprocher la carte`;
}

function edges(element) {
  return element.getBoundingClientRect();
}

function meet(one, two) {
  return one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
}

export function markers(map, onActivate, isTogether) {
  const layer = document.createElement('div');
  layer.className = 'map-marks';
  layer.setAttribute('role', 'group');
  layer.setAttribute('aria-label', 'Lieux et groupes de lieux, à partir du centre de la carte');
  map.getCanvasContainer().append(layer);
  let all = [];
  let shown = [];
  const buttons = new Map();
  let owners = new Map();

  function key(group) {
    return `${group.ranks[0]}:${group.ranks.length}:${group.ranks.at(-1)}`;
  }

  function make(group) {
    const button = document.createElement('button');
    const count = group.ranks.length;
    button.type = 'button';
    button.className = `map-mark map-mark-${sizeOf(count)}`;
    button.dataset.count = count;
    if (count === 1) button.innerHTML = PIN;
    else button.textContent = count.toLocaleString('fr-FR');
    button.setAttribute('aria-label', words(group, isTogether(group)));
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      onActivate(button, button.group);
    });
    const tell = (name) => () =>
      layer.dispatchEvent(new CustomEvent(`marker:${name}`, { detail: button.group }));
    for (const [event, name] of [['pointerenter', 'over'], ['focus', 'over'], ['pointerleave', 'out'], ['blur', 'out']]) {
      button.addEventListener(event, tell(name));
    }
    return button;
  }

  /* Pixels of a group in the view, in the copy of the world that the view looks at. */
  function spot(group) {
    const turn = Math.round((map.getCenter().lng - group.lon) / 360) * 360;
    return map.project([group.lon + turn, group.lat]);
  }

  function place() {
    for (const { group, button } of shown) {
      const { x, y } = spot(group);
      button.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    }
  }

  function inView() {
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const found = [];
    for (const group of all) {
      const { x, y } = spot(group);
      if (x < -MARGIN || y < -MARGIN || x > width + MARGIN || y > height + MARGIN) continue;
      group.inside = x >= 0 && y >= 0 && x <= width && y <= height;
      found.push({ group, far: Math.hypot(x - width / 2, y - height / 2) });
    }
    return found.sort((one, two) => one.far - two.far).map(({ group }) => group);
  }

  function show(groups) {
    if (groups) {
      all = groups;
      owners = null;
    }
    const focused = document.activeElement;
    const visible = inView();
    const kept = new Set();
    shown = visible.map((group) => {
      const name = key(group);
      kept.add(name);
      const button = buttons.get(name) ?? make(group);
      buttons.set(name, button);
      button.group = group;
      return { group, button };
    });
    for (const [name, button] of buttons) {
      if (kept.has(name)) continue;
      button.remove();
      buttons.delete(name);
    }
    shown.forEach(({ button }, rank) => {
      if (layer.children[rank] !== button) layer.insertBefore(button, layer.children[rank] ?? null);
    });
    if (focused !== document.activeElement && layer.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
    place();
    stops();
    return visible;
  }

  /* The keyboard stops at the nearest markers, but those that a button or a bubble covers. */
  function stops() {
    const covers = [...map.getContainer().parentElement.querySelectorAll(COVERS)].map(edges);
    let left = MAX_STOPS;
    for (const { button } of shown) {
      const mine = edges(button);
      const free = left > 0 && !covers.some((cover) => meet(mine, cover));
      left -= free ? 1 : 0;
      button.tabIndex = free ? 0 : -1;
      button.ariaHidden = free ? null : 'true';
    }
  }

  function of(rank) {
    if (!owners) {
      owners = new Map();
      for (const group of all) for (const one of group.ranks) owners.set(one, group);
    }
    const group = owners.get(rank);
    return shown.find((one) => one.group === group)?.button;
  }

  function focusCentreAfterMove(marker) {
    if (document.activeElement !== marker) return;
    map.once('idle', () => {
      if (document.activeElement === document.body || document.activeElement === marker) {
        shown.find(({ button }) => button.tabIndex === 0)?.button.focus({ preventScroll: true });
      }
    });
  }

  return { show, place, stops, of, focusCentreAfterMove, layer };
}
