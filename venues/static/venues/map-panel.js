/* The open map of a list: the library, the points of the search, and what joins them to the list.

   Asked for by `map.js` on demand. The list never waits for it, and stays when it fails. */

import { createMap, move } from '../ifn_site/map/base.js';
import { followList } from './map-follow.js';
import { markers } from './map-markers.js';
import { markCentre, openingView } from './map-view.js';
import { searchZone } from './map-zone.js';
import { groupsAt, limits, readPoints } from './points.js';

/* In degrees: places nearer than this (about 40 m) are told together rather than parted. */
const TOGETHER = 0.0004;
const CLOSEST = 18;
const NOTHING = { count: 0, echelle: 1, ids: [], lats: [], lons: [] };
const wide = window.matchMedia('(min-width: 62em)');

async function fetchPoints(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`points: ${response.status}`);
  return readPoints(await response.json());
}

function plural(count, one, several) {
  return `${count.toLocaleString('fr-FR')} ${count > 1 ? several : one}`;
}

/* Open the map where the list is, while its points come; null when it cannot be drawn. */
async function openMap(block, asked) {
  const known = block.dataset.bbox || block.dataset.centre;
  const map = await createMap(block.querySelector('[data-map]'), {
    label: 'Carte des lieux',
    cooperative: wide.matches,
    insets: block.querySelector('[data-map-insets]'),
    fullscreen: block.querySelector('[data-map-stage]'),
    ...openingView(block, known ? null : await asked),
  });
  wide.addEventListener('change', () => map?.cooperativeGestures[wide.matches ? 'enable' : 'disable']());
  return map;
}

class ListMap {
  constructor(map, block, points) {
    Object.assign(this, { map, block, points, level: null, bubbles: null });
    this.problem = points === null;
    this.points ??= readPoints(NOTHING);
    this.drawn = markers(map, (marker, group) => this.activate(marker, group), (group) => this.isTogether(group));
    this.follow = followList(this.drawn, () => this.points);
    map.on('move', this.drawn.place);
    map.on('zoom', () => this.step() !== this.level && this.redraw());
    map.on('moveend', () => this.redraw());
    new ResizeObserver(() => this.redraw()).observe(map.getContainer());
    this.redraw();
    this.tellUnlocated();
    markCentre(map, block);
  }

  /* Groups are made anew every half level of zoom. */
  step() {
    return Math.floor(this.map.getZoom() * 2) / 2;
  }

  /* What few people need at once comes when it is needed. */
  bubble() {
    const address = this.block.dataset.previews;
    this.bubbles ??= import('./map-bubble.js').then((module) =>
      module.bubbles(this.map, address, () => this.drawn.stops()));
    return this.bubbles;
  }

  isTogether(group) {
    const [west, south, east, north] = limits(this.points, group.ranks);
    return Math.max(east - west, north - south) < TOGETHER;
  }

  async activate(marker, group) {
    this.block.querySelector('[data-map-message]').hidden = true;
    if (group.ranks.length > 1 && !this.isTogether(group) && this.map.getZoom() < CLOSEST) {
      this.drawn.focusCentreAfterMove(marker);
      move(this.map, { bounds: limits(this.points, group.ranks), padding: 80, maxFit: CLOSEST });
      return;
    }
    const ids = group.ranks.map((rank) => this.points.ids[rank]);
    (await this.bubble()).open(marker, group, ids);
  }

  redraw() {
    const zoom = this.step();
    const groups = zoom === this.level ? null : groupsAt(this.points, zoom);
    this.level = zoom;
    const shown = this.drawn.show(groups);
    this.follow.name(shown, () => this.bubble());
    const count = shown.reduce((total, group) => total + (group.inside ? group.ranks.length : 0), 0);
    let told = count ? plural(count, 'lieu visible sur la carte', 'lieux visibles sur la carte') : 'Aucun lieu dans cette vue';
    if (this.problem) told = 'Les lieux n’ont pas pu être placés sur la carte. La liste, elle, est complète.';
    this.block.querySelector('[data-map-status]').textContent = told;
  }

  tellUnlocated() {
    const note = this.block.querySelector('[data-map-unlocated]');
    const unlocated = Number(this.block.dataset.unlocated);
    note.hidden = !unlocated;
    note.textContent = `${plural(unlocated, 'lieu sans emplacement précis n’est', 'lieux sans emplacement précis ne sont')} que dans la liste.`;
  }

  /* After another list has taken the place of the first: other cards, perhaps other points. */
  async reread(address) {
    this.follow.renew();
    this.tellUnlocated();
    markCentre(this.map, this.block);
    if (address === this.block.dataset.points) return;
    this.points = await fetchPoints(address);
    this.block.dataset.points = address;
    this.problem = false;
    this.level = null;
    (await this.bubbles)?.close();
    this.redraw();
  }
}

function offerPosition(map, block) {
  const button = block.querySelector('[data-map-locate]');
  button.hidden = !('geolocation' in navigator);
  button.addEventListener('click', async () => (await import('./map-locate.js')).locate(map, block));
}

export async function start(block, renewed) {
  const asked = fetchPoints(block.dataset.points).catch(() => null);
  const map = await openMap(block, asked.then((points) => points ?? readPoints(NOTHING)));
  if (!map) {
    block.querySelector('[data-map-status]').textContent = '';
    return;
  }
  const shown = new ListMap(map, block, await asked);
  searchZone(map, block, {
    reread: (address) => {
      renewed();
      return shown.reread(address);
    },
    goBack: () => move(map, openingView(block, shown.points)),
  });
  offerPosition(map, block);
  map.getContainer().dataset.ready = '1';
}
