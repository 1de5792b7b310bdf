/* The page of the need: once it stands, the map is asked for and the weights answer at once.

   Without this script the page holds the same facts: the forms and the table do it all. */

import { watchWeights } from './weights.js';

const block = document.querySelector('[data-map-block]');
let opened = null;

/* After the first paint: nothing of the page waits for the map. */
function openMap() {
  block.hidden = false;
  opened = import('./need-map.js').then(({ start }) => start(block));
  opened.catch((error) => {
    console.warn(error);
    block.querySelector('[data-map-said]').textContent =
      'La carte ne peut pas s’afficher. Le tableau donne les mêmes valeurs.';
  });
}

if (block) requestAnimationFrame(() => setTimeout(openMap));
watchWeights(() => opened);
