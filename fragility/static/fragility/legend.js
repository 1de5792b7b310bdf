/* The legend in the page is what the map is drawn from: level, files, classes, colours.

   `readLegend()` → {level, heading, layer, classes (address, or ""), rows: [{number, upTo, colour, label}]};
   `mapClasses(legend)` → the classes of choropleth.js, in the colours of the page (light or dark);
   `showCounts(counts)` writes how many territories each class holds, 0 for no data;
   `countBytes(bytes, legend)` counts them, what is outside left out. */

export const OUTSIDE = 254;
const NO_DATA = 255;

export function legendElement() {
  return document.querySelector('[data-legend]');
}

export function readLegend() {
  const element = legendElement();
  const rows = [...element.querySelectorAll('[data-up-to]')].map((row) => ({
    number: Number(row.dataset.class),
    upTo: Number(row.dataset.upTo),
    colour: Number(row.dataset.colour),
    label: row.cells[1].textContent.trim(),
  }));
  const { level, heading, layer, classes } = element.dataset;
  return { level, heading, layer, classes, rows };
}

export function mapClasses({ rows }) {
  const style = getComputedStyle(document.documentElement);
  const classes = rows.map(({ upTo, colour }) => ({
    upTo,
    color: style.getPropertyValue(`--need-${colour}`).trim(),
  }));
  return [...classes, { upTo: OUTSIDE, color: 'rgba(0,0,0,0)' }];
}

/* The class of each byte: 0 without data, null outside. */
export function classOf(byte, { rows }) {
  if (byte === NO_DATA) return 0;
  if (byte === OUTSIDE) return null;
  return rows.find(({ upTo }) => byte <= upTo)?.number ?? rows.at(-1).number;
}

export function countBytes(bytes, legend) {
  const perByte = new Uint32Array(256);
  for (const byte of bytes) perByte[byte] += 1;
  const counts = new Array(legend.rows.length + 1).fill(0);
  perByte.forEach((count, byte) => {
    const number = count ? classOf(byte, legend) : null;
    if (number !== null) counts[number] += count;
  });
  return counts;
}

export function showCounts(counts) {
  for (const row of legendElement().querySelectorAll('[data-class]')) {
    const count = counts[Number(row.dataset.class)];
    row.querySelector('[data-count]').textContent = count.toLocaleString('fr-FR');
  }
}

/* The legend of another level takes the place of this one; false when that level has none. */
export async function changeLegend(level) {
  const address = legendAddress(level);
  const response = await fetch(address);
  if (!response.ok) return false;
  const body = new DOMParser().parseFromString(await response.text(), 'text/html');
  legendElement().replaceWith(body.querySelector('[data-legend]'));
  return true;
}

export function legendAddress(level) {
  return `/fragilite/legende/${level}/${shownQuery()}`;
}

/* The parameters of the page that change values. */
export function shownQuery() {
  const asked = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const [name, value] of asked) {
    if (value && (SHOWN.includes(name) || name.startsWith('poids.'))) kept.append(name, value);
  }
  const text = kept.toString();
  return text ? `?${text}` : '';
}

const SHOWN = ['indicateur', 'methode', 'base', 'ponderation', 'variante', 'dans'];
