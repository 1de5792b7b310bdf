/* Where a map opens: the zone asked, else around the place, else all that the search holds; and the
   mark of the place that distances start from.

   `openingView(block, points)` → options of `createMap` and `move` (base.js). `points` may be null
   where the block says a zone or a place.
   `markCentre(map, block)` puts the mark where the block says, or takes it away. */

import { mapConfig } from '../ifn_site/map/base.js';
import { limits } from './points.js';

/* In degrees: cards farther than this do not widen the first view. */
const AROUND = 0.6;
/* Zoom of the first view at most: closer, nothing would tell where one is. */
const CLOSEST = 12;
/* Pixels that the buttons of the map and the markers need around what it shows. */
const MARGINS = { top: 104, bottom: 64, left: 40, right: 72 };
/* The part of a small map that its margins may take. */
const MARGIN_SHARE = .6;
const MAINLAND = [-5.5, 41.2, 9.8, 51.3];

function numbers(text) {
  return text ? text.split(',').map(Number) : null;
}

export function openingView(block, points) {
  const bounds = numbers(block.dataset.bbox);
  if (bounds) {
    if (bounds[0] > bounds[2]) bounds[2] += 360;
    return { bounds, padding: 0 };
  }
  const centre = numbers(block.dataset.centre);
  if (centre) return aroundPlace(centre, margins(block));
  const inMainland = (rank) =>
    points.lons[rank] > MAINLAND[0] && points.lons[rank] < MAINLAND[2] && points.lats[rank] > MAINLAND[1];
  const ranks = [...points.ids.keys()];
  const home = ranks.filter(inMainland);
  const shown = block.dataset.whole && home.length ? home : ranks;
  const inset = mapConfig()?.insets.find(({ code }) => code === block.dataset.territory);
  if (!shown.length && inset) return { bounds: inset.bounds, maxFit: CLOSEST };
  return shown.length ? { bounds: limits(points, shown), padding: margins(block), maxFit: CLOSEST } : {};
}

function aroundPlace([lat, lon], padding) {
  const places = [[lat, lon]];
  for (const card of document.querySelector('#resultats ol.venues')?.querySelectorAll('[data-point]') ?? []) {
    const place = numbers(card.dataset.point);
    if (Math.hypot(place[0] - lat, place[1] - lon) < AROUND) places.push(place);
  }
  if (places.length === 1) return { center: [lon, lat], zoom: 11 };
  const lats = places.map((place) => place[0]);
  const lons = places.map((place) => place[1]);
  const bounds = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  return { bounds, padding, maxFit: CLOSEST };
}

/* The margins, less where the map is too small for them. */
function margins(block) {
  const { clientWidth, clientHeight } = block.querySelector('[data-map-stage]');
  const { top, bottom, left, right } = MARGINS;
  const [high, wide] = [[clientHeight, top + bottom], [clientWidth, left + right]].map(
    ([size, taken]) => (size ? Math.min(1, (size * MARGIN_SHARE) / taken) : 1),
  );
  return { top: top * high, bottom: bottom * high, left: left * wide, right: right * wide };
}

/* The mark of each map. */
const centres = new WeakMap();

export function markCentre(map, block) {
  centres.get(map)?.remove();
  const centre = numbers(block.dataset.centre);
  const { centreName } = block.dataset;
  const note = block.querySelector('[data-map-start]');
  note.hidden = !centre;
  note.textContent = `Les distances partent de la croix « ${centreName} ».`;
  if (!centre) return;
  const element = document.createElement('div');
  element.className = 'map-centre';
  element.setAttribute('role', 'img');
  element.dataset.name = centreName;
  const mark = new map.lib.Marker({ element }).setLngLat([centre[1], centre[0]]).addTo(map);
  element.setAttribute('aria-label', `${centreName}, d’où partent les distances`);
  /* Under the places: none of them is hidden by it. */
  map.getCanvas().after(element);
  centres.set(map, mark);
}
