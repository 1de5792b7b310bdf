/* The map of the need: the layer of a level, the level that follows the zoom, what is said of a
   territory, and the address of the page that keeps all of it.

   Asked for by `need.js`. `start(block)` → {map, legend, bytes(), show(bytes), reload(level)}, also
   kept as `block.need`, or null when the map cannot be drawn (the table stays). `data-drawn` on the
   block names the level on the map. */

import { createMap } from '../ifn_site/map/base.js';
import { addChoropleth } from '../ifn_site/map/choropleth.js';
import { bubbles } from './bubbles.js';
import { changeLegend, countBytes, mapClasses, readLegend, showCounts } from './legend.js';

/* The level shown from each zoom, when the person lets the map choose. */
const FROM_ZOOM = [['commune', 8.3], ['epci', 6.4], ['departement', 0], ['region', 0]];
/* The surface of choropleth.js, and the line under it. */
const FILL = 'choropleth-fill';
const SEAM = 'need-seam';
const WORDS = { region: 'les régions', departement: 'les départements', epci: 'les intercommunalités', commune: 'les communes' };

export async function start(block) {
  const state = JSON.parse(document.getElementById('need-state').textContent);
  const element = block.querySelector('[data-map]');
  const stage = block.querySelector('[data-map-stage]');
  const bytesAsked = fetchBytes(readLegend().layer);
  bytesAsked.catch(() => {});
  const map = await createMap(element, {
    label: 'Carte de la fragilité numérique',
    insets: block.querySelector('[data-map-insets]'),
    fullscreen: stage,
    capture: true,
    ...(state.center ? { center: state.center, zoom: state.zoom } : state.bounds ? { bounds: state.bounds } : {}),
  });
  if (!map) return null;
  const need = new NeedMap(map, block, state);
  await need.open(bytesAsked);
  need.follow();
  block.need = need;
  return need;
}

async function fetchBytes(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`layer: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

class NeedMap {
  constructor(map, block, state) {
    Object.assign(this, { map, block, state, opacity: state.opacity / 100, choropleth: null, drawn: null, turn: 0 });
    this.said = block.querySelector('[data-map-said]');
    this.bubbles = bubbles(map, block.querySelector('[data-tip]'), () => this.legend);
  }

  async open(bytesAsked) {
    const wanted = this.levelForZoom();
    if (!this.state.level && wanted !== readLegend().level && (await changeLegend(wanted))) {
      this.draw(await fetchBytes(readLegend().layer));
    } else {
      this.draw(await bytesAsked);
    }
  }

  levelForZoom() {
    const { levels, level } = this.state;
    const zoom = this.map.getZoom();
    const found = FROM_ZOOM.find(([one, from]) => levels.includes(one) && zoom >= from);
    return level || (found ? found[0] : levels[0]);
  }

  /* Draws the level of the legend. */
  draw(bytes) {
    this.legend = readLegend();
    this.choropleth?.remove();
    this.drawn = bytes;
    this.choropleth = addChoropleth(this.map, {
      level: this.legend.level,
      scores: bytes,
      classes: mapClasses(this.legend),
      opacity: this.opacity,
    });
    this.seam();
    this.bubbles.follow(this.choropleth);
    if (this.patterns) this.patterns.draw(this.legend, bytes);
    const { level } = this.legend;
    document.querySelector('[data-title]').textContent = this.legend.heading;
    this.said.textContent = this.state.level ? '' : `La carte montre ${WORDS[level]} ; rapprochez-la pour plus de détail.`;
    this.block.dataset.drawn = level;
  }

  /* Seen from afar, outlines are simplified and part a little: a line of each area's own colour
     closes the gaps. */
  seam() {
    const { map } = this;
    const { level } = this.legend;
    const paint = { 'line-color': map.getPaintProperty(FILL, 'fill-color'), 'line-width': 1.4 };
    if (map.getLayer(SEAM)) map.removeLayer(SEAM);
    map.addLayer({
      id: SEAM,
      type: 'line',
      source: map.config.tiles.levels[level].source,
      'source-layer': level,
      maxzoom: 8,
      paint: { ...paint, 'line-opacity': this.opacity },
    }, FILL);
  }

  recolour() {
    this.choropleth.setClasses(mapClasses(this.legend));
    this.seam();
  }

  /* New bytes on the same level, counted in the legend. */
  show(bytes) {
    this.drawn = bytes;
    this.choropleth.setScores(bytes);
    this.patterns?.draw(this.legend, bytes);
    showCounts(countBytes(bytes, this.legend));
  }

  bytes() {
    return this.drawn;
  }

  /* The level of now, as the server counts it: after a change of zoom or of weights. */
  async reload(level = this.legend.level) {
    const turn = (this.turn += 1);
    if (!(await changeLegend(level)) || turn !== this.turn) return;
    const bytes = await fetchBytes(readLegend().layer);
    if (turn !== this.turn) return;
    if (level === this.legend.level) {
      this.legend = readLegend();
      this.drawn = bytes;
      this.choropleth.setScores(bytes);
      this.patterns?.draw(this.legend, bytes);
    } else {
      this.draw(bytes);
    }
  }

  follow() {
    const { map, block } = this;
    map.on('moveend', () => this.keepView());
    map.on('zoomend', () => {
      const wanted = this.levelForZoom();
      if (wanted !== this.legend.level) this.reload(wanted).catch((error) => console.warn(error));
    });
    map.getContainer().addEventListener('map:colours', () => this.recolour());
    block.querySelector('[data-opacity]').addEventListener('input', ({ target }) => {
      this.opacity = Number(target.value) / 100;
      this.choropleth.setOpacity(this.opacity);
      map.setPaintProperty(SEAM, 'line-opacity', this.opacity);
      keep('opacite', target.value === '85' ? '' : target.value);
    });
    this.option('[data-venues]', 'lieux', async (on) => {
      const { venuePoints } = await import('./venue-points.js');
      this.venues ??= await venuePoints(map);
      this.venues.show(on);
      return on ? this.venues.words : '';
    });
    this.option('[data-patterns]', 'motifs', async (on) => {
      const { patterns } = await import('./patterns.js');
      this.patterns?.remove();
      this.patterns = on ? patterns(map) : null;
      this.patterns?.draw(this.legend, this.drawn);
      document.documentElement.classList.toggle('need-patterns', on);
      return '';
    });
    block.querySelector('[data-picture]').addEventListener('click', async () => {
      const { savePicture } = await import('./picture.js');
      await savePicture(map, this.legend);
    });
    keepInLinks();
  }

  /* A box to tick: done now when it is ticked, kept in the address, told when it fails. */
  option(selector, name, change) {
    const box = this.block.querySelector(selector);
    const apply = async () => {
      try {
        const words = await change(box.checked);
        if (words) this.said.textContent = words;
      } catch (error) {
        console.warn(error);
        this.said.textContent = 'Cette couche n’a pas pu être lue. Vérifiez votre connexion.';
      }
    };
    box.addEventListener('change', () => {
      keep(name, box.checked ? '1' : '');
      apply();
    });
    if (box.checked) apply();
  }

  keepView() {
    const { lng, lat } = this.map.getCenter();
    keep('vue', `${lat.toFixed(3)},${lng.toFixed(3)},${this.map.getZoom().toFixed(2)}`);
  }
}

const KEPT = ['vue', 'opacite', 'lieux', 'motifs'];

function keep(name, value) {
  const url = new URL(location.href);
  if (value) url.searchParams.set(name, value);
  else url.searchParams.delete(name);
  history.replaceState(history.state, '', url.href.replaceAll('%2C', ',').replaceAll('%3A', ':'));
}

/* What the map changed in the address goes along with the page's own links and forms. */
function keepInLinks() {
  document.addEventListener('click', ({ target }) => {
    const link = target.closest?.('main a[href^="?"]');
    if (!link) return;
    const to = new URL(link.href);
    const now = new URLSearchParams(location.search);
    for (const name of KEPT) {
      if (now.has(name)) to.searchParams.set(name, now.get(name));
      else to.searchParams.delete(name);
    }
    link.href = to.search + to.hash;
  });
  document.addEventListener('submit', ({ target }) => {
    if (target.method !== 'get' || !target.closest('main')) return;
    const now = new URLSearchParams(location.search);
    const territory = target.querySelector('select[name="dans"]');
    for (const name of KEPT) {
      target.querySelectorAll(`input[type="hidden"][name="${name}"]`).forEach((input) => input.remove());
      if (!now.has(name) || (name === 'vue' && territory)) continue;
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name, value: now.get(name) });
      target.append(input);
    }
  });
}
