/** Linear resampling along one axis as a matrix. */

/**
 * The matrix [to, from] of linear resampling along one axis: cell centres keep their place (align_corners = false),
 * beyond the outermost centres their value is held. Every row sums to one.
 */
export function linearWeights(from: number, to: number): Float32Array {
  const weights = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    const place = Math.min(Math.max(((row + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.min(Math.floor(place), Math.max(from - 2, 0));
    const fraction = place - low;
    weights[row * from + low]! += 1 - fraction;
    if (fraction > 0) weights[row * from + low + 1]! += fraction;
  }
  return weights;
}
