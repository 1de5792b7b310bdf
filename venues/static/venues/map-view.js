/* Where a map opens: the zone asked, else around the place, else all that the search holds.

   `openingView(block, points)` → options of `createMap` and `move` (base.js). `points` may be null
   where the block says a zone or a place. */

import { mapConfig } from '../ifn_site/map/base.js';
import { limits } from './points.js';

/* Cards that the first view holds, with the place asked. */
const FIRST_CARDS = 8;
/* In degrees: cards farther than this do not widen the first view. */
const AROUND = 0.6;
/* Zoom of the first view at most: closer, nothing would tell where one is. */
const CLOSEST = 12;
/* Pixels that the buttons of the map and the markers need around what it shows. */
const MARGINS = { top: 84, bottom: 48, left: 36, right: 36 };
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
  if (centre) return aroundPlace(centre);
  const inMainland = (rank) =>
    points.lons[rank] > MAINLAND[0] && points.lons[rank] < MAINLAND[2] && points.lats[rank] > MAINLAND[1];
  const ranks = [...points.ids.keys()];
  const home = ranks.filter(inMainland);
  const shown = block.dataset.whole && home.length ? home : ranks;
  const inset = mapConfig()?.insets.find(({ code }) => code === block.dataset.territory);
  if (!shown.length && inset) return { bounds: inset.bounds, maxFit: CLOSEST };
  return shown.length ? { bounds: limits(points, shown), padding: MARGINS, maxFit: CLOSEST } : {};
}

function aroundPlace([lat, lon]) {
  const places = [[lat, lon]];
  for (const card of [...document.querySelectorAll('main [data-point]')].slice(0, FIRST_CARDS)) {
    const place = numbers(card.dataset.point);
    if (Math.hypot(place[0] - lat, place[1] - lon) < AROUND) places.push(place);
  }
  if (places.length === 1) return { center: [lon, lat], zoom: 11 };
  const lats = places.map((place) => place[0]);
  const lons = places.map((place) => place[1]);
  const bounds = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  return { bounds, padding: MARGINS, maxFit: CLOSEST };
}
