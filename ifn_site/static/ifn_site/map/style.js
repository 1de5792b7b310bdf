/* Our own base map: sea, land, borders and names, in the colours of the site, light or dark.

   It needs no other host, no font file and no picture: names are drawn with the fonts of the
   device. `palette(element)` reads the colours that map.css gives as `--map-…`. */

const COLOURS = [
  'sea', 'shore', 'land', 'coast', 'region', 'departement', 'commune', 'dot',
  'name', 'name-soft', 'halo', 'hatch', 'hatch-ground', 'pick',
];
/* MapLibre reads the weight in the first name of the list; the fonts are the next ones. */
const FONTS = ['system-ui', 'Segoe UI', 'Roboto', 'Noto Sans', 'sans-serif'];
const BOLD = ['Bold', ...FONTS];

export function palette(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    COLOURS.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim() || '#888']),
  );
}

export function baseStyle(config, colours) {
  const sources = {};
  for (const source of ['fond', 'communes']) {
    if (config.tiles.sources[source]) sources[source] = sourceOf(config, source);
  }
  return { version: 8, sources, layers: baseLayers(config, colours) };
}

/* Draws the pictures that the style names: no file is asked for. */
export function drawPictures(map) {
  const picture = dot(map.colours);
  if (map.hasImage(TOWN)) map.updateImage(TOWN, picture);
  else map.addImage(TOWN, picture, { pixelRatio: 2 });
}

function dot(colours) {
  const size = 18;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  pen.beginPath();
  pen.arc(size / 2, size / 2, 6, 0, 2 * Math.PI);
  pen.fillStyle = colours.land;
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = colours.name;
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

/* The MapLibre source of one archive of tiles. */
export function sourceOf(config, name) {
  const { address, minzoom, maxzoom } = config.tiles.sources[name];
  return {
    type: 'vector',
    tiles: [location.origin + address],
    minzoom,
    maxzoom,
    attribution: config.attribution,
  };
}

/* Towns seen from afar are a dot with a name beside it, wherever there is room. */
const TOWN = 'map-town';
const TOWNS_ARE_DOTS_UNTIL = 8.5;
const AROUND = {
  'text-variable-anchor': ['left', 'right', 'bottom', 'top'],
  'text-radial-offset': 0.55,
  'text-justify': 'auto',
};
const byZoom = (...stops) => ['interpolate', ['linear'], ['zoom'], ...stops];
const isRank = (rank) => ['==', ['get', 'rang'], rank];
const isKind = (kind) => ['==', ['get', 'genre'], kind];

export function baseLayers(config, colours) {
  const layers = [
    { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
    line('shore', 0, {
      'line-color': colours.shore,
      'line-width': byZoom(3, 8, 6, 18, 10, 34),
      'line-blur': byZoom(3, 6, 6, 14, 10, 28),
    }),
    {
      id: 'land',
      type: 'fill',
      source: 'fond',
      'source-layer': 'region',
      paint: { 'fill-color': colours.land, 'fill-antialias': false },
    },
    ...(config.tiles.levels.commune ? [communeBorders(colours)] : []),
    line('border-departement', 2, {
      'line-color': colours.departement,
      'line-width': byZoom(4, 0.4, 7, 0.9, 10, 1.6),
    }),
    line('border-region', 1, {
      'line-color': colours.region,
      'line-width': byZoom(3, 0.6, 6, 1.3, 10, 2.4),
    }),
    line('border-coast', 0, {
      'line-color': colours.coast,
      'line-width': byZoom(3, 0.5, 6, 1, 10, 1.8),
    }),
    {
      id: 'dot',
      type: 'circle',
      source: 'fond',
      'source-layer': 'nom',
      filter: ['all', isKind('commune'), ['has', 'seul']],
      paint: {
        'circle-color': colours.dot,
        'circle-radius': byZoom(3, 2, 5, 3, 10, 5),
        'circle-stroke-color': colours.halo,
        'circle-stroke-width': 1.5,
      },
    },
  ];
  return [...layers, ...nameLayers(colours)];
}

function line(id, rank, paint) {
  return {
    id,
    type: 'line',
    source: 'fond',
    'source-layer': 'limite',
    filter: isRank(rank),
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint,
  };
}

function communeBorders(colours) {
  return {
    id: 'border-commune',
    type: 'line',
    source: 'communes',
    'source-layer': 'commune',
    minzoom: 9,
    paint: {
      'line-color': colours.commune,
      'line-width': byZoom(9, 0.5, 13, 1.2),
      'line-opacity': byZoom(9, 0.4, 11, 1),
    },
  };
}

function nameLayers(colours) {
  const soft = { 'text-color': colours['name-soft'], 'text-halo-color': colours.halo, 'text-halo-width': 1.4 };
  const strong = { ...soft, 'text-color': colours.name };
  const outlined = ['all', isKind('commune'), ['!', ['has', 'seul']]];
  const rank = (...sizes) => ['step', ['get', 'rang'], sizes[0], 3, sizes[1], 5, sizes[2], 7, sizes[3]];
  const town = {
    'text-font': FONTS,
    'text-size': byZoom(4, rank(13, 12, 11, 11), 8, rank(17, 15, 13, 12)),
    'symbol-sort-key': ['get', 'rang'],
    'icon-image': TOWN,
    'icon-size': byZoom(4, 0.8, 8, 1),
    'text-padding': 4,
    ...AROUND,
  };
  return [
    names('name-commune', outlined, strong, {
      'text-font': FONTS,
      'text-size': byZoom(8, rank(17, 15, 13, 12), 11, rank(22, 19, 16, 14), 14, rank(26, 23, 20, 18)),
      'symbol-sort-key': ['get', 'rang'],
      'text-padding': 8,
      'text-max-width': 8,
    }, { minzoom: TOWNS_ARE_DOTS_UNTIL }),
    names('name-town', ['all', outlined, ['>', ['get', 'rang'], 1]], strong, town, { maxzoom: TOWNS_ARE_DOTS_UNTIL }),
    names('name-alone', ['all', isKind('commune'), ['has', 'seul']], strong, {
      'text-font': FONTS,
      'text-size': byZoom(5, 11, 10, 15),
      'symbol-sort-key': ['get', 'rang'],
      ...AROUND,
    }),
    names('name-collectivite', ['all', isKind('departement'), ['has', 'seul']], soft, {
      'text-font': BOLD,
      'text-size': byZoom(2, 11, 5, 14),
      'text-offset': [0, 1],
      'text-max-width': 9,
    }, { minzoom: 2, maxzoom: 5.5 }),
    names('name-departement', ['all', isKind('departement'), ['!', ['has', 'seul']]], soft, {
      'text-font': BOLD,
      'text-size': byZoom(6, 10, 9, 15),
      'text-letter-spacing': 0.05,
      'text-max-width': 7,
    }, { minzoom: 6.6, maxzoom: 9.5 }),
    names('name-region', isKind('region'), soft, {
      'text-font': BOLD,
      'text-size': byZoom(4, 10, 6.5, 15),
      'text-transform': 'uppercase',
      'text-letter-spacing': 0.08,
      'text-max-width': 7,
      'text-padding': 0,
      'text-variable-anchor': ['center', 'top', 'bottom'],
      'text-radial-offset': 0.6,
    }, { minzoom: 4.4, maxzoom: 6.6 }),
    /* Last, so placed first: the name of a région makes room for Paris, not the reverse. */
    names('name-metropolis', ['all', outlined, isRank(1)], strong, town, { maxzoom: TOWNS_ARE_DOTS_UNTIL }),
  ];
}

function names(id, filter, paint, layout, zooms = {}) {
  return {
    id,
    type: 'symbol',
    source: 'fond',
    'source-layer': 'nom',
    filter,
    layout: { 'text-field': ['get', 'nom'], ...layout },
    paint,
    ...zooms,
  };
}
