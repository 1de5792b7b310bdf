/* The bubble of a place: its name, state, address and phone, told by the server as in the list.

   `bubbles(map, address, onCover)` → { open(marker, group, ids), close(), names(ids) }. The focus goes
   into the bubble, Escape closes it, and the focus comes back to the marker. `onCover` is called
   when a bubble covers other markers, or covers them no more. */

/* Most places told in one bubble. */
const MOST = 20;
/* Pixels between a pin and its bubble, by the side of the bubble that points at it. */
const PIN_OFFSETS = {
  bottom: [0, -38], 'bottom-left': [0, -38], 'bottom-right': [0, -38],
  top: [0, 8], 'top-left': [0, 8], 'top-right': [0, 8], left: [18, -18], right: [-18, -18],
};

function fragment(html) {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

export function bubbles(map, address, onCover) {
  let popup = null;
  const told = new Map();

  /* The list's own address travels, so that the sheet knows the way back. */
  async function ask(ids) {
    const query = new URLSearchParams(location.search);
    query.set('numeros', ids.slice(0, MOST).join(','));
    const url = `${address}?${query}`;
    if (!told.has(url)) {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`preview: ${response.status}`);
      told.set(url, await response.text());
    }
    return fragment(told.get(url));
  }

  function close() {
    popup?.remove();
  }

  async function open(marker, group, ids) {
    close();
    const content = document.createElement('div');
    content.className = 'map-bubble';
    content.innerHTML = '<p>Chargement…</p>';
    const turn = Math.round((map.getCenter().lng - group.lon) / 360) * 360;
    const offset = marker.classList.contains('map-mark-pin') ? PIN_OFFSETS : 26;
    const mine = new map.lib.Popup({ focusAfterOpen: false, maxWidth: 'none', offset, className: 'map-popup' });
    mine.setLngLat([group.lon + turn, group.lat]).setDOMContent(content).addTo(map);
    popup = mine;
    marker.classList.add('is-chosen');
    const box = mine.getElement();
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', ids.length > 1 ? `${ids.length} lieux au même endroit` : 'Lieu choisi');
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      close();
    });
    /* The library takes the element away before it says so: where the focus was is noted first. */
    let inside = false;
    box.addEventListener('focusin', () => (inside = true));
    box.addEventListener('focusout', ({ relatedTarget }) => (inside = relatedTarget === null));
    const watch = new ResizeObserver(onCover);
    watch.observe(box);
    mine.on('close', () => {
      watch.disconnect();
      onCover();
      marker.classList.remove('is-chosen');
      if (popup === mine) popup = null;
      if (inside) (marker.isConnected ? marker : map.getCanvas()).focus({ preventScroll: true });
    });
    box.querySelector('.maplibregl-popup-close-button').focus({ preventScroll: true });
    await fill(mine, content, ids, marker);
  }

  async function fill(mine, content, ids, marker) {
    try {
      content.replaceChildren(...(await ask(ids)).childNodes);
    } catch {
      content.innerHTML = '<p>Ce lieu n’a pas pu être lu. Vérifiez votre connexion, ou cherchez-le dans la liste.</p>';
    }
    if (popup !== mine) return;
    mine.setLngLat(mine.getLngLat());
    const box = mine.getElement();
    if (box.contains(document.activeElement)) content.querySelector('a')?.focus({ preventScroll: true });
    keepInView(box, marker);
  }

  /* Move the map just enough for the whole bubble to be seen, and its marker beside it. */
  function keepInView(box, marker) {
    const bubble = box.getBoundingClientRect();
    const view = map.getContainer().getBoundingClientRect();
    const pin = marker.getBoundingClientRect();
    const beyond = (low, high, from, to) => (low < from + 12 ? low - from - 12 : Math.max(0, high - to + 12));
    let x = beyond(bubble.left, bubble.right, view.left, view.right);
    let y = beyond(bubble.top, bubble.bottom, view.top, view.bottom);
    if (getComputedStyle(box).transform === 'none') {
      /* On a small screen the bubble lies at the bottom: the marker comes over its middle. */
      x = (pin.left + pin.right - view.left - view.right) / 2;
      y = pin.bottom - bubble.top + 12;
    }
    if (x || y) map.panBy([x, y], { animate: !map.still });
  }

  /* The names of places, by short number: asked when the keyboard comes among the markers. */
  async function names(ids) {
    const found = new Map();
    for (const item of (await ask(ids)).querySelectorAll('[data-number]')) {
      found.set(Number(item.dataset.number), item.querySelector('a').textContent.trim());
    }
    return found;
  }

  return { open, close, names };
}
