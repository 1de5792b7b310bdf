/* The map of a local indicator: its bytes stand in the page, nothing of them is asked for again.

   The name of a territory comes from the public API, by its code; its class from the legend. */

import { createMap } from '../ifn_site/map/base.js';
import { addChoropleth } from '../ifn_site/map/choropleth.js';
import { OUTSIDE, classOf, mapClasses, readLegend } from './legend.js';

const block = document.querySelector('[data-local-map]');
const names = new Map();

async function nameOf(level, code) {
  if (!names.has(code)) {
    const response = await fetch(`/api/v1/territoires/${level}/${code}/`);
    const found = response.ok ? await response.json() : {};
    names.set(code, found.nom ?? code);
  }
  return names.get(code);
}

function words(score, legend) {
  const number = classOf(score, legend);
  if (number === 0) return 'sans donnée';
  const { label } = legend.rows.find((row) => row.number === number);
  return `classe ${number} sur ${legend.rows.length} : ${label}`;
}

async function start() {
  const state = JSON.parse(document.getElementById('local-state').textContent);
  const legend = readLegend();
  const bytes = Uint8Array.from(atob(state.bytes), (character) => character.charCodeAt(0));
  const stage = block.querySelector('.map-stage');
  block.hidden = false;
  const map = await createMap(block.querySelector('[data-map]'), {
    label: `Carte : ${legend.heading}`,
    insets: block.querySelector('[data-map-insets]'),
    fullscreen: stage,
    capture: true,
    ...(state.bounds ? { bounds: state.bounds } : {}),
  });
  if (!map) return;
  const choropleth = addChoropleth(map, { level: state.level, scores: bytes, classes: mapClasses(legend) });
  map.getContainer().addEventListener('map:colours', () => choropleth.setClasses(mapClasses(legend)));
  const said = block.querySelector('[data-said]');
  const tell = async (area) => {
    if (!area || area.score === OUTSIDE) return;
    const name = await nameOf(state.level, area.code);
    said.textContent = `${name} : ${words(area.score, legend)}`;
    said.hidden = false;
  };
  choropleth.onClick((area) => {
    choropleth.select(area.code);
    tell(area);
  });
  choropleth.onFocus(tell);
  block.dataset.drawn = state.level;
}

start().catch((error) => console.warn(error));
