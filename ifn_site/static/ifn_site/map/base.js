/* The map: one way to open it, whatever is drawn on it afterwards.

   Contract
   --------
   `mapConfig()` → the object of the page's `<script id="map-config">` ({% map_config %}), or null.

   `await createMap(element, options)` → a MapLibre `Map`, ready to receive sources and layers, or
   null when the map cannot be drawn (a message then stands in `element`; nothing is thrown).
   Nothing of the library is asked for before this call. `element` is empty and gets the class
   `map`; its size is the page's affair (60 % of the window's height by default).
   options, all optional:
     bounds       [west, south, east, north] in degrees; metropolitan France by default
     center, zoom [longitude, latitude] and a zoom level, instead of bounds
     padding      pixels kept free around bounds (24)
     maxFit       largest zoom that bounds may lead to (15)
     label        name of the map for screen readers (« Carte »)
     cooperative  true: the page keeps scrolling over the map, two fingers or Ctrl move it (true)
     interactive  false: a picture only, without controls (true)
     insets       true: buttons that lead to each overseas territory, after `element` (true);
                  or the element that receives them
     fullscreen   the element that fills the screen (the map's own)
     capture      true: the picture can be saved and printed (false; costs some speed)
     minZoom, maxZoom (2, 18)
   What the map carries besides MapLibre's own:
     map.lib        the library's module (`new map.lib.Popup()`, `map.lib.LngLatBounds`…)
     map.config     the object of `mapConfig()`
     map.colours    the palette in use (style.js); `element` gets the event `map:colours` after a
                    change of light or dark
     map.still      true when the person asked for less motion

   `move(map, {bounds | center, zoom, padding, maxFit})` goes there, without motion if so asked.
   `below(map, 'borders' | 'labels')` → id of the layer to give as second argument of
   `map.addLayer`: surfaces go below the borders; lines and points below the labels, or above them
   without a second argument. May be undefined (then it is drawn on top). */

import { baseStyle, baseLayers, drawPictures, palette } from './style.js';
import { addInsets } from './insets.js';

const PATIENCE = 8000;
const NARROW = 480;

export function mapConfig() {
  const element = document.getElementById('map-config');
  return element ? JSON.parse(element.textContent) : null;
}

export async function createMap(element, options = {}) {
  const config = mapConfig();
  const words = config?.words;
  element.classList.add('map');
  if (!config || !(config.tiles || config.basemap)) return say(element, words?.absent ?? '');
  say(element, words.loading);
  element.setAttribute('aria-busy', 'true');
  try {
    const [lib] = await Promise.all([import(config.lib), ...config.styles.map(addStyle)]);
    lib.setWorkerUrl(new URL(config.worker, location.href).href);
    element.replaceChildren();
    const map = await open(lib, element, config, options);
    return map;
  } catch (error) {
    console.warn(error);
    return say(element, words.failed);
  } finally {
    element.removeAttribute('aria-busy');
  }
}

export function move(map, { bounds, center, zoom, padding = 24, maxFit = 15 }) {
  const motion = { animate: !map.still, duration: 700 };
  if (bounds) map.fitBounds(bounds, { padding, maxZoom: maxFit, ...motion });
  else map.easeTo({ center, ...(zoom === undefined ? {} : { zoom }), ...motion });
}

export function below(map, what) {
  const layers = map.getStyle().layers;
  const first = what === 'borders' ? layers.find(({ id }) => id.startsWith('border')) : undefined;
  return (first ?? layers.find(({ type }) => type === 'symbol'))?.id;
}

async function open(lib, element, config, options) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const interactive = options.interactive ?? true;
  const { bounds = config.bounds, center, zoom, padding = 24, maxFit = 15 } = options;
  const colours = palette(element);
  const map = new lib.Map({
    container: element,
    style: config.basemap || baseStyle(config, colours),
    ...(center ? { center, zoom: zoom ?? 11 } : { bounds, fitBoundsOptions: { padding, maxZoom: maxFit } }),
    minZoom: options.minZoom ?? 2,
    maxZoom: options.maxZoom ?? 18,
    interactive,
    cooperativeGestures: interactive && (options.cooperative ?? true),
    locale: { ...config.words, 'Map.Title': options.label ?? config.words.map },
    attributionControl: false,
    canvasContextAttributes: { preserveDrawingBuffer: options.capture ?? false },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    renderWorldCopies: false,
    fadeDuration: still ? 0 : 150,
  });
  Object.assign(map, { config, colours, lib, still });
  map.on('style.load', () => drawPictures(map));
  map.once('idle', () => performance.mark('map-idle'));
  map.addControl(new lib.AttributionControl({ compact: true }), 'bottom-left');
  if (element.clientWidth < NARROW) map.once('idle', () => foldSources(element));
  if (interactive) addControls(lib, map, element, options);
  await ready(map, config);
  map.on('error', ({ error }) => console.warn(error?.message ?? error));
  followColours(map, element);
  if (interactive) describe(map, element);
  if (interactive && (options.insets ?? true) && config.insets.length) {
    addInsets(map, element, options.insets instanceof Element ? options.insets : null, move);
  }
  return map;
}

function addControls(lib, map, element, options) {
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new lib.NavigationControl({ showCompass: false }));
  map.addControl(new lib.FullscreenControl({ container: options.fullscreen ?? element }));
  map.addControl(new lib.ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');
}

/* On a small screen the sources stand behind their button, not over half of the map. */
function foldSources(element) {
  const sources = element.querySelector('.maplibregl-ctrl-attrib');
  sources?.removeAttribute('open');
  sources?.classList.remove('maplibregl-compact-show');
}

/* Waits for the style; another base map that does not answer gives way to our own. */
async function ready(map, config) {
  if (!config.basemap) return styleLoaded(map);
  try {
    await styleLoaded(map, PATIENCE);
  } catch (error) {
    if (!config.tiles) throw error;
    console.warn(error);
    config.basemap = '';
    map.setStyle(baseStyle(config, map.colours));
    await styleLoaded(map);
  }
}

function styleLoaded(map, patience) {
  return new Promise((resolve, reject) => {
    const stop = (settle) => (value) => {
      map.off('style.load', done);
      map.off('error', failed);
      clearTimeout(timer);
      settle(value);
    };
    const done = stop(resolve);
    const failed = stop(({ error }) => reject(error));
    const timer = patience && setTimeout(stop(reject), patience, new Error('base map: no answer'));
    if (map.style?.stylesheet && map.style._loaded) return done();
    map.on('style.load', done);
    map.on('error', failed);
  });
}

function followColours(map, element) {
  const follow = () => {
    map.colours = palette(element);
    if (!map.config.basemap) repaint(map);
    element.dispatchEvent(new CustomEvent('map:colours', { detail: map.colours }));
  };
  const questions = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((q) => matchMedia(q));
  for (const question of questions) question.addEventListener('change', follow);
  map.on('remove', () => questions.forEach((question) => question.removeEventListener('change', follow)));
}

function repaint(map) {
  drawPictures(map);
  for (const { id, paint } of baseLayers(map.config, map.colours)) {
    for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name, value);
  }
}

/* Tells, to those who hear the page, how the keyboard moves the map. */
function describe(map, element) {
  const hint = document.createElement('p');
  hint.className = 'map-hint';
  hint.id = `${element.id || 'map'}-clavier`;
  hint.textContent = map.config.words.keyboard;
  element.append(hint);
  map.getCanvas().setAttribute('aria-describedby', hint.id);
}

function addStyle(address) {
  if (document.querySelector(`link[href="${CSS.escape(address)}"]`)) return undefined;
  return new Promise((resolve) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: address, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}

function say(element, words) {
  const said = document.createElement('p');
  said.className = 'map-said';
  said.setAttribute('role', 'status');
  said.textContent = words;
  element.replaceChildren(said);
  return null;
}
