/* A person's own weights, counted at once: the communes in the browser, from their classes, the
   larger levels by the server. The address, the table and the links follow. */

import { reweight, toBytes } from './reweight.js';
import { legendElement, OUTSIDE, readLegend } from './legend.js';

const WAIT = 350;

/* `opened()` → a promise of the map (need-map.js), or null when there is none. */
export function watchWeights(opened) {
  const form = document.querySelector('[data-weights] form');
  if (!form) return;
  const sliders = [...form.querySelectorAll('input[type="range"]')];
  const classes = new Map();
  let timer = 0;
  let turn = 0;

  form.addEventListener('input', ({ target }) => {
    if (!sliders.includes(target)) return;
    target.nextElementSibling.textContent = target.value;
    if (!sliders.some(({ value }) => Number(value) > 0)) return;
    keepWeights();
    change();
    clearTimeout(timer);
    timer = setTimeout(renewPage, WAIT);
  });

  /* Every weight in the address; the server leaves out those of the method. */
  function keepWeights() {
    const url = new URL(location.href);
    for (const { name, value } of sliders) url.searchParams.set(name, value);
    history.replaceState(history.state, '', url.href.replaceAll('%2C', ',').replaceAll('%3A', ':'));
  }

  async function change() {
    const mine = (turn += 1);
    const map = await opened();
    const legend = readLegend();
    if (!map || !legend.classes) return;
    const columns = await columnsAt(legend.classes, classes);
    if (mine !== turn) return;
    const weights = columns.keys.map((key) => Number(sliders.find(({ name }) => name === `poids.${key}`).value));
    const bytes = toBytes(reweight(columns.columns, weights));
    const before = map.bytes();
    for (let place = 0; place < bytes.length; place += 1) if (before[place] === OUTSIDE) bytes[place] = OUTSIDE;
    map.show(bytes);
  }

  /* The table, its links and the words of the page, as the server gives them for these weights. */
  async function renewPage() {
    const mine = turn;
    const response = await fetch(location.href);
    if (!response.ok || mine !== turn) return;
    const body = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (mine !== turn) return;
    for (const part of ['[data-base]', '[data-notes]', '[data-table]']) {
      document.querySelector(part).replaceWith(body.querySelector(part));
    }
    const map = await opened();
    if (map && mine === turn) await map.reload();
    else if (!map) legendElement().replaceWith(body.querySelector('[data-legend]'));
  }
}

/* The columns of a file of classes: a line of JSON, then a column of bytes per indicator. */
async function columnsAt(address, kept) {
  if (!kept.has(address)) kept.set(address, readColumns(address));
  return kept.get(address);
}

async function readColumns(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`classes: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const end = bytes.indexOf(10);
  const { indicateurs: keys, nombre: size } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const columns = keys.map((_, rank) => bytes.subarray(end + 1 + rank * size, end + 1 + (rank + 1) * size));
  return { keys, columns };
}
