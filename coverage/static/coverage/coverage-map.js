/* The map of coverage: one byte per commune, nine classes or those of a measure, a pattern on the
   double alerts, and what is said of one commune.

   The page's `#coverage-state` says all: {layer, bubble (CODE in it), tokens, keys, crossed,
   bounds, words}. Kept as `block.coverage`; `data-drawn` on the block tells that it stands. */

import { createMap } from '../ifn_site/map/base.js';
import { addChoropleth } from '../ifn_site/map/choropleth.js';
import { bubbles } from '../fragility/bubbles.js';
import { classPatterns } from './class-patterns.js';

const LEVEL = 'commune';
const OUTSIDE = 254;
const SEAM = 'coverage-seam';
const FILL = 'choropleth-fill';

const block = document.querySelector('[data-map-block]');
const said = block.querySelector('[data-map-said]');

open().catch((error) => {
  console.warn(error);
  said.textContent = 'La carte ne peut pas s’afficher. Le tableau donne les mêmes valeurs.';
});

async function open() {
  const state = JSON.parse(document.getElementById('coverage-state').textContent);
  const asked = fetchBytes(state.layer);
  asked.catch(() => {});
  const map = await createMap(block.querySelector('[data-map]'), {
    label: 'Carte de la couverture',
    insets: block.querySelector('[data-map-insets]'),
    fullscreen: block.querySelector('[data-map-stage]'),
    capture: true,
    ...(state.bounds ? { bounds: state.bounds } : {}),
  });
  if (!map) return;
  const bytes = await asked;
  const choropleth = addChoropleth(map, { level: LEVEL, scores: bytes, classes: classes(state), opacity: 0.9 });
  seam(map);
  bubbles(map, block.querySelector('[data-tip]'), () => ({ level: LEVEL }), (_, code) => state.bubble.replace('CODE', code)).follow(choropleth);
  const patterns = classPatterns(map, state, bytes);
  const box = block.querySelector('[data-patterns]');
  const draw = () => patterns.draw(box.checked);
  box.addEventListener('change', draw);
  draw();
  map.getContainer().addEventListener('map:colours', () => {
    choropleth.setClasses(classes(state));
    seam(map);
    draw();
  });
  block.coverage = { map, bytes, choropleth };
  block.dataset.drawn = LEVEL;
}

async function fetchBytes(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`layer: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function classes({ tokens }) {
  const style = getComputedStyle(document.documentElement);
  const found = tokens.map((token, rank) => ({ upTo: rank, color: style.getPropertyValue(`--${token}`).trim() }));
  return [...found, { upTo: OUTSIDE, color: 'rgba(0,0,0,0)' }];
}

/* Seen from afar, outlines are simplified and part a little: a line of each area's own colour
   closes the gaps. */
function seam(map) {
  if (map.getLayer(SEAM)) map.removeLayer(SEAM);
  const color = map.getPaintProperty(FILL, 'fill-color');
  map.addLayer({
    id: SEAM,
    type: 'line',
    source: map.config.tiles.levels[LEVEL].source,
    'source-layer': LEVEL,
    maxzoom: 8,
    paint: { 'line-color': color, 'line-width': 1.2, 'line-opacity': 0.9 },
  }, FILL);
}
