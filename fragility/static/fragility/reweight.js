/*
 * The total of each territory from its classes and the weights chosen: the same sums, in the same
 * order, as `fragility/methods/reweight.py`, so that page and server give the same numbers.
 */

const NO_SCORE_BYTE = 255;

/** How many of the chosen indicators must have a class: three fifths, rounded up. */
export function needed(chosen) {
  return Math.floor((3 * chosen + 4) / 5);
}

/**
 * `columns`: one Uint8Array of classes per indicator (0 = no class); `weights`: one number ≥ 0
 * per indicator. Returns a Float64Array of totals from 1 to 10, NaN where there is no score.
 */
export function reweight(columns, weights) {
  const size = columns.length ? columns[0].length : 0;
  const totals = new Float64Array(size);
  const knownWeight = new Float64Array(size);
  const known = new Uint8Array(size);
  let chosen = 0;
  columns.forEach((column, indicator) => {
    const weight = weights[indicator];
    if (!(weight > 0)) return;
    chosen += 1;
    for (let place = 0; place < size; place += 1) {
      if (column[place] === 0) continue;
      totals[place] += weight * column[place];
      knownWeight[place] += weight;
      known[place] += 1;
    }
  });
  const least = Math.max(1, needed(chosen));
  for (let place = 0; place < size; place += 1) {
    totals[place] = known[place] >= least ? totals[place] / knownWeight[place] : NaN;
  }
  return totals;
}

/** Totals as the map reads them: floor(20 × total + ½), 255 for « no score ». */
export function toBytes(totals) {
  return Uint8Array.from(totals, (total) =>
    Number.isNaN(total) ? NO_SCORE_BYTE : Math.floor(total * 20 + 0.5),
  );
}
