/* The places that help, over the map of the need: small dots, from the same points as the list.

   `await venuePoints(map)` → {show(on), words}. */

import { readPoints } from '../venues/points.js';

const ID = 'need-venues';

export async function venuePoints(map) {
  const response = await fetch('/api/v1/lieux/points/');
  if (!response.ok) throw new Error(`points: ${response.status}`);
  const points = readPoints(await response.json());
  const features = Array.from({ length: points.count }, (_, rank) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates: [points.lons[rank], points.lats[rank]] },
  }));
  map.addSource(ID, { type: 'geojson', data: { type: 'FeatureCollection', features } });
  map.addLayer({
    id: ID,
    type: 'circle',
    source: ID,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 1, 7, 2, 10, 4.5, 13, 7],
      'circle-color': colour(map),
      'circle-stroke-color': map.colours.halo,
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 5, 0.3, 10, 1.5],
    },
  });
  map.getContainer().addEventListener('map:colours', () => {
    map.setPaintProperty(ID, 'circle-color', colour(map));
    map.setPaintProperty(ID, 'circle-stroke-color', map.colours.halo);
  });
  return {
    words: `${points.count.toLocaleString('fr-FR')} lieux d’aide sur la carte.`,
    show(on) {
      /* Above the level drawn last. */
      if (on) map.moveLayer(ID);
      map.setLayoutProperty(ID, 'visibility', on ? 'visible' : 'none');
    },
  };
}

function colour(map) {
  return map.colours.dot;
}
