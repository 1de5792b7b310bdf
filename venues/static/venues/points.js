/* The points of a map: read from the API's columns, then put in groups for a zoom level.

   Pure: it knows neither the page nor the map library. A point is a rank in the columns. */

/* Pixels: places nearer than this on the screen stand in one group. */
const APART = 56;
/* From this zoom on, only what overlaps is put together. */
const STREET_ZOOM = 16;
const STREET_APART = 30;
const TILE = 512;

/* Longitude and latitude in degrees → x, y of Web Mercator, both in 0..1. */
function mercator(lon, lat) {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/* The answer of `lieux/points/` → {count, scale, ids, lons, lats, xs, ys, rankAt}.
   `rankAt(lat, lon)` gives the ranks of the points at a place known to five decimals. */
export function readPoints(answer) {
  const { count, echelle: scale } = answer;
  const ids = new Float64Array(count);
  const lats = new Float64Array(count);
  const lons = new Float64Array(count);
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  const places = new Map();
  let id = 0;
  let lat = 0;
  let lon = 0;
  for (let rank = 0; rank < count; rank += 1) {
    id += answer.ids[rank];
    lat += answer.lats[rank];
    lon += answer.lons[rank];
    ids[rank] = id;
    lats[rank] = lat / scale;
    lons[rank] = lon / scale;
    [xs[rank], ys[rank]] = mercator(lons[rank], lats[rank]);
    const place = `${lat},${lon}`;
    if (places.has(place)) places.get(place).push(rank);
    else places.set(place, [rank]);
  }
  const ranksAt = (at, on) => places.get(`${Math.round(at * scale)},${Math.round(on * scale)}`) ?? [];
  return { count, ids, lats, lons, xs, ys, ranksAt };
}

/* Where ranks stand: [west, south, east, north]; east passes 180 where that is the short way. */
export function limits(points, ranks) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const shift of [0, 360]) {
    [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const rank of ranks) {
      const lon = points.lons[rank] < 0 ? points.lons[rank] + shift : points.lons[rank];
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, points.lats[rank]);
      north = Math.max(north, points.lats[rank]);
    }
    if (east - west <= 180) break;
  }
  return [west, south, east, north];
}

/* Every point in one group: [{lon, lat, ranks}], the densest places first.

   A grid of cells as wide as the distance wanted is filled once; each cell, from the fullest, then
   draws to its centre what stands within that distance. Groups do not depend on what is in view,
   so nothing jumps while the map is dragged. */
export function groupsAt(points, zoom) {
  const reach = (zoom >= STREET_ZOOM ? STREET_APART : APART) / (TILE * 2 ** zoom);
  const cells = new Map();
  const key = (column, row) => column * 2 ** 26 + row;
  const at = (rank) => [Math.floor(points.xs[rank] / reach), Math.floor(points.ys[rank] / reach)];
  for (let rank = 0; rank < points.count; rank += 1) {
    const [column, row] = at(rank);
    const cell = cells.get(key(column, row));
    if (cell) cell.ranks.push(rank);
    else cells.set(key(column, row), { column, row, ranks: [rank] });
  }
  const groups = [];
  for (const cell of [...cells.values()].sort((one, two) => two.ranks.length - one.ranks.length)) {
    if (!cell.ranks.length) continue;
    const [x, y] = middle(points, cell.ranks);
    const taken = [];
    for (let column = cell.column - 1; column <= cell.column + 1; column += 1) {
      for (let row = cell.row - 1; row <= cell.row + 1; row += 1) {
        const near = cells.get(key(column, row));
        if (near) near.ranks = part(points, near.ranks, x, y, near === cell ? Infinity : reach, taken);
      }
    }
    groups.push(group(points, taken));
  }
  return groups;
}

function middle(points, ranks) {
  let [x, y] = [0, 0];
  for (const rank of ranks) {
    x += points.xs[rank];
    y += points.ys[rank];
  }
  return [x / ranks.length, y / ranks.length];
}

/* Move to `taken` the ranks within reach of (x, y); give back the others. */
function part(points, ranks, x, y, reach, taken) {
  return ranks.filter((rank) => {
    const far = Math.hypot(points.xs[rank] - x, points.ys[rank] - y) > reach;
    if (!far) taken.push(rank);
    return far;
  });
}

function group(points, ranks) {
  const sum = (values) => ranks.reduce((total, rank) => total + values[rank], 0) / ranks.length;
  return { lon: sum(points.lons), lat: sum(points.lats), ranks };
}
