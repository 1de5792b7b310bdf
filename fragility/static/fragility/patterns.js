/* Patterns over the colours, for paper and for eyes that see no colour: more ink, more fragile.

   `patterns(map)` → {draw(legend, bytes), remove()}. */

import { below } from '../ifn_site/map/base.js';
import { classOf } from './legend.js';

const SIZE = 24;
const name = (colour) => `need-pattern-${colour}`;

export function patterns(map) {
  const drawn = [];

  function remove() {
    for (const id of drawn.splice(0)) if (map.getLayer(id)) map.removeLayer(id);
  }

  function draw(legend, bytes) {
    remove();
    const { source } = map.config.tiles.levels[legend.level];
    const ids = new Map(legend.rows.map(({ number }) => [number, []]));
    bytes.forEach((byte, index) => ids.get(classOf(byte, legend))?.push(index + 1));
    for (const { number, colour } of legend.rows) {
      const mine = ids.get(number);
      if (!mine.length || colour === 1) continue;
      const image = picture(colour);
      if (!map.hasImage(name(colour))) map.addImage(name(colour), image, { pixelRatio: 2 });
      map.addLayer({
        id: name(number),
        type: 'fill',
        source,
        'source-layer': legend.level,
        filter: ['match', ['id'], mine, true, false],
        paint: { 'fill-pattern': name(colour), 'fill-antialias': false },
      }, below(map, 'borders'));
      drawn.push(name(number));
    }
  }

  return { draw, remove };
}

/* Dots (2 to 4) that grow, then lines (5 to 7) that thicken and cross; ink that shows on each. */
function picture(colour) {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue(`--need-ink-${colour > 4 ? 'high' : 'low'}`).trim();
  pen.fillStyle = ink;
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.75;
  if (colour < 5) {
    const radius = 0.9 * (colour - 1);
    for (const [x, y] of [[SIZE / 4, SIZE / 4], [(3 * SIZE) / 4, (3 * SIZE) / 4]]) {
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.fill();
    }
  } else {
    pen.lineWidth = colour - 3.5;
    lines(pen, 1);
    if (colour === 7) lines(pen, -1);
  }
  return pen.getImageData(0, 0, SIZE, SIZE);
}

function lines(pen, slant) {
  for (let start = -SIZE; start <= 2 * SIZE; start += SIZE / 2) {
    pen.beginPath();
    pen.moveTo(start, 0);
    pen.lineTo(start + slant * SIZE, SIZE);
    pen.stroke();
  }
}
