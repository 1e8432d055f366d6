/**
 * The rotation nearest to any 3x3 matrix: the same that a singular value decomposition with the sign of its
 * determinant gives, from matrix products alone. By Horn (1987): of all unit quaternions, the one whose rotation R
 * makes the sum of R[i][j] M[i][j] greatest is the dominant eigenvector of a symmetric 4x4 matrix that is linear in M.
 */
import type { Value } from '../graph/graph.ts';
import type { Scope } from '../nn/scope.ts';

/** Squarings of the 4x4 matrix: after n of them the lesser eigenvectors have shrunk by (their ratio) to the 2ⁿ. */
const SQUARINGS = 12;

/**
 * The quadratic form of a rotation matrix in its quaternion w, x, y, z: R[i][j] = sum over a, b of q[a] q[b] FORM[3i+j][4a+b].
 * Its rows are symmetric, so the same table takes M to Horn's matrix.
 */
const FORM: readonly (readonly [entry: number, a: number, b: number, factor: number])[] = [
  ...diagonal(0, [1, 1, -1, -1]),
  ...diagonal(4, [1, -1, 1, -1]),
  ...diagonal(8, [1, -1, -1, 1]),
  [1, 1, 2, 2],
  [1, 0, 3, -2],
  [2, 1, 3, 2],
  [2, 0, 2, 2],
  [3, 1, 2, 2],
  [3, 0, 3, 2],
  [5, 2, 3, 2],
  [5, 0, 1, -2],
  [6, 1, 3, 2],
  [6, 0, 2, -2],
  [7, 2, 3, 2],
  [7, 0, 1, 2],
];

function diagonal(entry: number, signs: readonly number[]): [number, number, number, number][] {
  return signs.map((sign, i) => [entry, i, i, sign]);
}

/** FORM as a matrix [9, 16], each product of two different entries shared between its two places. */
function formMatrix(): Float32Array {
  const matrix = new Float32Array(9 * 16);
  for (const [entry, a, b, factor] of FORM) {
    matrix[entry * 16 + 4 * a + b]! += factor / 2;
    matrix[entry * 16 + 4 * b + a]! += factor / 2;
  }
  return matrix;
}

/** Nine numbers for each face, row by row in any shape that holds them -> rotation matrices [batch, 3, 3]. */
export function nearestRotation(p: Scope, entries: Value): Value {
  const g = p.graph;
  const batch = entries.shape[0]!;
  const form = p.constant([9, 16], formMatrix());
  const total = (x: Value): Value => g.sum(x, [1, 2]);
  const horn = g.reshape(g.matmul(g.reshape(entries, [batch, 9]), form), [batch, 4, 4]);
  // Shifted by its own size no eigenvalue is negative; the small constant keeps an all-zero matrix from being divided by zero.
  const size = g.sqrt(g.scale(total(g.mul(horn, horn)), 1, 1e-6));
  const identity = p.constant([4, 4], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  let projector = g.add(g.div(horn, size), identity);
  for (let i = 0; i < SQUARINGS; i++) {
    // Of a symmetric matrix the squares of all entries sum to the trace of its square.
    projector = g.div(g.matmul(projector, projector), total(g.mul(projector, projector)));
  }
  return g.reshape(g.matmul(g.reshape(projector, [batch, 16]), g.turn(form)), [batch, 3, 3]);
}
