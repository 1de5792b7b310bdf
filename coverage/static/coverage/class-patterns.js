/* Patterns over the nine classes: dots for the need, lines for the lack of access. Double alerts
   (C3) bear theirs once communes are large enough to hold it; all of them when asked, for paper
   and for eyes that see no colour.

   `classPatterns(map, state, bytes)` → {draw(all)}. */

import { below } from '../ifn_site/map/base.js';

const SIZE = 24;
const LEVEL = 'commune';
const WORST = 'C3';
const FROM_ZOOM = 6.5;

export function classPatterns(map, { keys, tokens, crossed }, bytes) {
  const drawn = [];
  const ids = keys.map(() => []);
  bytes.forEach((byte, index) => ids[byte]?.push(index + 1));

  function draw(all) {
    for (const id of drawn.splice(0)) map.removeLayer(id);
    keys.forEach((key, rank) => {
      if (!ids[rank].length || !(all || (crossed && key === WORST))) return;
      const name = `coverage-pattern-${key}`;
      const image = picture(crossed ? key : scaled(rank, keys.length), inkOf(tokens[rank]));
      if (map.hasImage(name)) map.updateImage(name, image);
      else map.addImage(name, image, { pixelRatio: 2 });
      map.addLayer({
        id: name,
        type: 'fill',
        source: map.config.tiles.levels[LEVEL].source,
        'source-layer': LEVEL,
        minzoom: all ? 0 : FROM_ZOOM,
        filter: ['match', ['id'], ids[rank], true, false],
        paint: { 'fill-pattern': name, 'fill-antialias': false },
      }, below(map, 'borders'));
      drawn.push(name);
    });
  }

  return { draw };
}

/* A measure has one order only: more ink, worse. */
function scaled(rank, size) {
  const step = Math.round((rank * 4) / Math.max(1, size - 1));
  return ['A1', 'B1', 'C1', 'C2', 'C3'][step];
}

/* The ink that the page writes with on this colour. */
function inkOf(token) {
  const probe = document.createElement('span');
  probe.className = `need-swatch ${token}`;
  probe.hidden = true;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function picture(key, ink) {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  Object.assign(pen, { fillStyle: ink, strokeStyle: ink, globalAlpha: 0.8 });
  const radius = { A: 0, B: 1.6, C: 3.2 }[key[0]];
  for (const [x, y] of [[6, 6], [18, 18]]) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
  }
  const access = Number(key[1]);
  if (access > 1) {
    pen.lineWidth = access - 1;
    for (let start = -SIZE; start <= 2 * SIZE; start += SIZE / 2) {
      pen.beginPath();
      pen.moveTo(start, 0);
      pen.lineTo(start + SIZE, SIZE);
      pen.stroke();
    }
  }
  return pen.getImageData(0, 0, SIZE, SIZE);
}
