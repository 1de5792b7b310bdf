/* Buttons that lead to metropolitan France and to each overseas territory.

   France is not one frame: these are real buttons in the page, after the map, and the one that
   is shown says so (`aria-current`). */

export function addInsets(map, element, receiver, move) {
  const { insets, bounds, words } = map.config;
  const nav = document.createElement('nav');
  nav.className = 'map-insets';
  nav.setAttribute('aria-label', words.overseas);
  const list = document.createElement('ul');
  list.setAttribute('role', 'list');
  const places = [{ name: words.mainland, bounds }, ...insets].map(({ name, bounds: box }) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'map-inset';
    button.textContent = name;
    button.addEventListener('click', () => move(map, { bounds: box, maxFit: 11 }));
    const item = document.createElement('li');
    item.append(button);
    list.append(item);
    return { button, box };
  });
  nav.append(list);
  if (receiver) receiver.append(nav);
  else element.after(nav);

  const mark = () => {
    const { lng, lat } = map.getCenter();
    const [shown] = places.filter(({ box }) => holds(box, lng, lat));
    for (const { button } of places) {
      if (button === shown?.button) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  };
  mark();
  map.on('moveend', mark);
  map.on('remove', () => nav.remove());
}

function holds([west, south, east, north], longitude, latitude) {
  return west <= longitude && longitude <= east && south <= latitude && latitude <= north;
}
