/* « Chercher dans cette zone »: the list of what the map shows, without leaving the page.

   The page of the zone is fetched as it is served to everybody, and what stands around the map is
   replaced by it. When anything fails the browser goes to that page instead. */

/* « Where » of a search: a zone replaces it. « What » is kept. */
const WHERE = ['lieu', 'precision', 'ancien', 'page', 'pres_de', 'rayon', 'commune', 'epci', 'departement', 'region', 'bbox'];
/* Zones are rounded outwards to this part of a degree, about a kilometre. */
const GRAIN = 100;

/* West, south, east, north as the list reads them: two decimals, longitudes in -180..180. */
export function zoneText([west, south, east, north]) {
  const low = (value) => (Math.floor(value * GRAIN) / GRAIN).toFixed(2);
  const high = (value) => (Math.ceil(value * GRAIN) / GRAIN).toFixed(2);
  const turn = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  let [left, right] = [Number(low(turn(west))), Number(high(turn(east)))];
  if (east - west >= 360 || (left > right && !(left > 0 && right < 0))) [left, right] = [-180, 180];
  return [left.toFixed(2), low(Math.max(-85, south)), right.toFixed(2), high(Math.min(85, north))].join(',');
}

export function zoneAddress(address, bounds) {
  const url = new URL(address);
  WHERE.forEach((name) => url.searchParams.delete(name));
  url.searchParams.set('bbox', zoneText(bounds));
  url.searchParams.set('carte', '1');
  url.search = url.searchParams.toString().replaceAll('%2C', ',');
  url.hash = '';
  return url;
}

/* Put the children of `fresh` around `kept`, in place of those that stand there. */
function surround(old, fresh, kept, twin) {
  const inside = [...old.childNodes].find((node) => node === kept || node.contains(kept));
  const place = [...fresh.childNodes].find((node) => node === twin || node.contains(twin));
  for (const node of [...old.childNodes]) if (node !== inside) node.remove();
  const nodes = [...fresh.childNodes];
  const rank = nodes.indexOf(place);
  inside.before(...nodes.slice(0, rank));
  inside.after(...nodes.slice(rank + 1));
  if (inside !== kept) surround(inside, place, kept, twin);
}

/* The search in the address, but whether the map is open. */
function searched() {
  const query = new URLSearchParams(location.search);
  query.delete('carte');
  return query.toString();
}

/* `reread(address of the points)` follows another list; `goBack()` moves the map to where it is. */
export function searchZone(map, block, { reread, goBack }) {
  let search = searched();
  const button = block.querySelector('[data-map-zone]');
  const message = block.querySelector('[data-map-message]');
  const say = (text) => {
    message.hidden = !text;
    message.textContent = text;
  };
  const edges = () => {
    const found = map.getBounds();
    return [found.getWest(), found.getSouth(), found.getEast(), found.getNorth()];
  };

  async function show(url) {
    const response = await fetch(url, { headers: { Accept: 'text/html' } });
    if (!response.ok) throw new Error(`list: ${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const twin = page.getElementById(block.id);
    if (!twin) throw new Error('list: no map');
    surround(document.querySelector('main'), page.querySelector('main'), block, twin);
    document.title = page.title;
    const { points, ...view } = twin.dataset;
    Object.assign(block.dataset, view);
    await reread(points);
  }

  button.addEventListener('click', async () => {
    const url = zoneAddress(location.href, edges());
    button.setAttribute('aria-busy', 'true');
    try {
      await show(url);
      history.pushState(null, '', url);
      search = searched();
    } catch {
      location.assign(url);
      return;
    }
    button.removeAttribute('aria-busy');
    button.hidden = true;
    say(`${document.querySelector('h1').textContent.trim()}. ${document.querySelector('.lede')?.textContent.trim() ?? ''}`);
    message.focus({ preventScroll: true });
    if (!document.documentElement.classList.contains('map-covers')) block.parentElement.scrollIntoView();
  });
  map.on('movestart', ({ originalEvent }) => originalEvent && say(''));

  window.addEventListener('popstate', async () => {
    if (searched() === search) return;
    search = searched();
    try {
      await show(location.href);
      goBack();
      say('');
    } catch {
      location.reload();
    }
  });

  /* Offered once the map shows something else than what it opened on. */
  let first = null;
  map.on('resize', () => {
    if (button.hidden) first = null;
  });
  map.on('moveend', () => {
    const zone = zoneText(edges());
    first ??= zone;
    button.hidden = zone === first || zone === block.dataset.bbox;
  });
  first = zoneText(edges());
}
