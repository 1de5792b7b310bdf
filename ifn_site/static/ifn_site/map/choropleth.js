/* Colours the territories of one level by one byte each.

   Contract
   --------
   `addChoropleth(map, options)` → a choropleth; `map` comes from base.js.
   options:
     level     'region', 'departement', 'epci', 'commune' or 'arrondissement': a level of
               `map.config.tiles.levels` (RangeError otherwise)
     scores    Uint8Array, one byte per territory, in the order of the level's list of codes
               (`TileSet.codes(level)`, served at `map.config.tiles.levels[level].codes`):
               0–254 a score, 255 no data. RangeError when it has another length
     classes   [{upTo, color}], ascending: a byte b gets the first class with b <= upTo; the last
               class takes the rest
     noData    'hatch' (a pattern, never colour alone), or 'none' (255)
     opacity   0–1 (0.85)
     codes     the list of codes, when the page has it already
     quiet     true: names of régions and départements are hidden, towns stay (true)
     name      prefix of its layers, to draw several ('choropleth')
   What it gives back:
     setScores(scores, classes?)  new bytes on the same level, and new classes if given
     setClasses(classes)          new colours (light or dark) or bounds
     setOpacity(opacity)
     await codes()                the level's codes
     select(code | null)          async; outlines one territory
     onHover(fn), onClick(fn), onFocus(fn)
        fn receives {code, index, score, lngLat}; hover and focus also receive null when there is
        no territory any more. Focus is the keyboard's: with the map focused, the territory under
        the cross at the centre is told at each stop, and Enter is a click on it
     remove()
   A touch on an area without data is a click like another (score 255). */

import { below } from './base.js';
import { sourceOf } from './style.js';

const NO_DATA = 255;
const FINE = ['commune', 'arrondissement', 'epci'];
const LARGE_NAMES = ['name-region', 'name-departement'];
const HATCH = 'map-hatch';
/* Outlines of many small areas cost more than they show: from these zooms only. */
const OUTLINES_FROM = { commune: 7, arrondissement: 7, epci: 5, departement: 0, region: 0 };

export function addChoropleth(map, options) {
  const { level, noData = 'hatch', name = 'choropleth', quiet = true } = options;
  const known = map.config.tiles?.levels[level];
  if (!known) throw new RangeError(`no outlines at level ${level}`);
  const element = map.getContainer();
  const area = { source: known.source, sourceLayer: level };
  const ids = { fill: `${name}-fill`, hatch: `${name}-hatch`, line: `${name}-line`, pick: `${name}-pick` };
  const listeners = { hover: [], click: [], focus: [] };
  let { scores, classes, opacity = 0.85 } = options;
  let list = options.codes ? Promise.resolve(options.codes) : null;
  let hovered = 0;
  let selected = 0;

  const flag = (key) => ['boolean', ['feature-state', `${name}-${key}`], false];
  const mark = (id, key, value) => {
    if (id) map.setFeatureState({ ...area, id }, { [`${name}-${key}`]: value });
  };
  const codes = () => (list ??= fetch(known.codes).then((answer) => answer.json()));
  const fillOpacity = () => ['case', flag('hover'), Math.min(1, opacity + 0.15), opacity];

  function draw() {
    if (!map.getSource(known.source)) map.addSource(known.source, sourceOf(map.config, known.source));
    const layer = { source: known.source, 'source-layer': level };
    const surface = below(map, 'borders');
    if (noData === 'hatch') {
      addHatch(map);
      map.addLayer({
        ...layer,
        id: ids.hatch,
        type: 'fill',
        filter: withoutData(scores),
        paint: { 'fill-pattern': HATCH, 'fill-antialias': false },
      }, surface);
    }
    map.addLayer({
      ...layer,
      id: ids.fill,
      type: 'fill',
      paint: { 'fill-color': colourOf(name, classes), 'fill-opacity': fillOpacity(), 'fill-antialias': false },
    }, surface);
    map.addLayer({
      ...layer,
      id: ids.line,
      type: 'line',
      minzoom: OUTLINES_FROM[level],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': map.colours.halo, 'line-width': FINE.includes(level) ? 0.4 : 0.8 },
    }, surface);
    map.addLayer({
      ...layer,
      id: ids.pick,
      type: 'line',
      minzoom: OUTLINES_FROM[level],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': map.colours.pick,
        'line-width': ['case', flag('picked'), 3.5, flag('hover'), 2.5, 0],
      },
    }, below(map, 'labels'));
  }

  function setScores(bytes, newClasses) {
    if (bytes.length !== known.count) {
      throw new RangeError(`${bytes.length} scores for ${known.count} territories`);
    }
    scores = bytes;
    for (let index = 0; index < bytes.length; index += 1) {
      map.setFeatureState({ ...area, id: index + 1 }, { [name]: bytes[index] });
    }
    if (map.getLayer(ids.hatch)) map.setFilter(ids.hatch, withoutData(bytes));
    if (newClasses) setClasses(newClasses);
  }

  function setClasses(newClasses) {
    classes = newClasses;
    map.setPaintProperty(ids.fill, 'fill-color', colourOf(name, classes));
  }

  function hover(id) {
    if (id === hovered) return;
    mark(hovered, 'hover', false);
    hovered = id;
    mark(hovered, 'hover', true);
  }

  async function tell(kind, feature, lngLat) {
    if (!listeners[kind].length) return;
    const index = feature ? feature.id - 1 : -1;
    const said = feature ? { code: (await codes())[index], index, score: scores[index], lngLat } : null;
    if (kind === 'hover' && hovered !== index + 1) return;
    for (const listener of listeners[kind]) listener(said);
  }

  const at = (point) => map.queryRenderedFeatures(point, { layers: [ids.fill] })[0];
  const centre = () => map.project(map.getCenter());
  const canvas = map.getCanvas();
  const focused = () => canvas.matches(':focus-visible');
  const events = [
    [map, 'mousemove', (event) => {
      const feature = at(event.point);
      canvas.style.cursor = feature && listeners.click.length ? 'pointer' : '';
      if ((feature?.id ?? 0) === hovered) return;
      hover(feature?.id ?? 0);
      tell('hover', feature, event.lngLat);
    }],
    [map, 'mouseout', () => { hover(0); tell('hover', null); }],
    [map, 'click', (event) => {
      const feature = at(event.point);
      if (feature && !event.defaultPrevented) tell('click', feature, event.lngLat);
    }],
    [map, 'moveend', () => onFocus()],
  ];
  const onFocus = () => {
    if (!focused()) return;
    const feature = at(centre());
    hover(feature?.id ?? 0);
    tell('focus', feature, map.getCenter());
  };
  const onBlur = () => { hover(0); tell('focus', null); };
  const onKey = (event) => {
    const feature = event.key === 'Enter' ? at(centre()) : undefined;
    if (feature) tell('click', feature, map.getCenter());
  };
  const recolour = () => {
    if (noData === 'hatch') map.updateImage(HATCH, hatch(map.colours));
    map.setPaintProperty(ids.line, 'line-color', map.colours.halo);
    map.setPaintProperty(ids.pick, 'line-color', map.colours.pick);
  };

  const showLargeNames = (visibility) => {
    for (const id of LARGE_NAMES) if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', visibility);
  };

  draw();
  setScores(scores);
  if (quiet) showLargeNames('none');
  for (const [target, event, listener] of events) target.on(event, listener);
  canvas.addEventListener('focus', onFocus);
  canvas.addEventListener('blur', onBlur);
  canvas.addEventListener('keydown', onKey);
  element.addEventListener('map:colours', recolour);
  const add = (kind) => (listener) => { listeners[kind].push(listener); };
  return {
    setScores,
    setClasses,
    setOpacity(value) {
      opacity = value;
      map.setPaintProperty(ids.fill, 'fill-opacity', fillOpacity());
    },
    codes,
    async select(code) {
      mark(selected, 'picked', false);
      selected = code === null ? 0 : (await codes()).indexOf(code) + 1;
      mark(selected, 'picked', true);
    },
    onHover: add('hover'),
    onClick: add('click'),
    onFocus: add('focus'),
    remove() {
      for (const [target, event, listener] of events) target.off(event, listener);
      canvas.removeEventListener('focus', onFocus);
      canvas.removeEventListener('blur', onBlur);
      canvas.removeEventListener('keydown', onKey);
      element.removeEventListener('map:colours', recolour);
      for (const id of Object.values(ids)) if (map.getLayer(id)) map.removeLayer(id);
      map.removeFeatureState(area);
      if (quiet) showLargeNames('visible');
    },
  };
}

function colourOf(name, classes) {
  const score = ['coalesce', ['feature-state', name], NO_DATA];
  const steps = classes.slice(1).flatMap(({ color }, rank) => [classes[rank].upTo + 1, color]);
  const colour = steps.length ? ['step', score, classes[0].color, ...steps] : classes[0].color;
  return ['case', ['==', score, NO_DATA], 'rgba(0,0,0,0)', colour];
}

function withoutData(scores) {
  const ids = [];
  scores.forEach((score, index) => { if (score === NO_DATA) ids.push(index + 1); });
  return ids.length ? ['match', ['id'], ids, true, false] : ['==', ['id'], -1];
}

/* A pattern of slanted lines, made here: « sans donnée » is never told by colour alone. */
function hatch(colours) {
  const size = 16;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  pen.fillStyle = colours['hatch-ground'];
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colours.hatch;
  pen.lineWidth = 3;
  for (const start of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(start - 4, size + 4);
    pen.lineTo(start + size + 4, -4);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

function addHatch(map) {
  if (!map.hasImage(HATCH)) map.addImage(HATCH, hatch(map.colours), { pixelRatio: 2 });
}
