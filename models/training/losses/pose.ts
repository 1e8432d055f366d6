/** How far a rotation is from the right one. */

import type { Builder } from '../../graph/builder.ts';
import { sameShape } from '../../graph/dims.ts';
import type { Value } from '../../graph/graph.ts';
import type { LossScope } from './loss.ts';

export interface PoseLoss {
  readonly weight?: number;
  /**
   * The angle in radians between both rotations (the paper's), the squared distance of their matrices, or, for a head
   * that answers in angles, the mean absolute difference of pitch, yaw and roll.
   */
  readonly kind?: 'geodesic' | 'chordal' | 'angles';
}

/** Keeps the arc cosine off its ends, where its slope has no limit. */
const END = 1 - 1e-7;

/** @param answer [batch, 3, 3], or pitch, yaw and roll [batch, 3] */
export function poseLoss(scope: LossScope, answer: Value, { kind = 'geodesic' }: PoseLoss): Value {
  const { g, batch } = scope;
  const asAngles = answer.shape.length === 2;
  if (kind === 'angles') {
    if (!asAngles) throw new Error('a head that answers in matrices is not taught by angles');
    const target = scope.feed('target.pose', 'float32', [batch, 3], 'pitch, yaw and roll in radians');
    return scope.mean(g.mean(g.abs(g.sub(answer, target)), [1], false), scope.faceWeights('pose'));
  }
  const truth = scope.feed('target.pose', 'float32', [batch, 3, 3], 'the rotation matrix of each head, row by row');
  return scope.mean(
    rotationDistance(g, asAngles ? rotationOf(g, answer) : answer, truth, kind),
    scope.faceWeights('pose'),
  );
}

/** [batch] of rotation matrices [batch, 3, 3] */
export function rotationDistance(g: Builder, a: Value, b: Value, kind: 'geodesic' | 'chordal'): Value {
  if (!sameShape(a.shape, b.shape)) throw new Error('rotations of different batches');
  if (kind === 'chordal') {
    const apart = g.sub(a, b);
    return g.sum(g.mul(apart, apart), [1, 2], false);
  }
  // The trace of a bᵀ is the sum of the products of their entries; it is 1 + 2 cos of the angle between them.
  const cosine = g.scale(g.sum(g.mul(a, b), [1, 2], false), 0.5, -0.5);
  return g.acos(g.clip(cosine, -END, END));
}

/** Rz(roll) Ry(yaw) Rx(pitch) of pitch, yaw and roll [batch, 3] */
export function rotationOf(g: Builder, angles: Value): Value {
  const [sines, cosines] = [g.split(g.sin(angles), [1, 1, 1], 1), g.split(g.cos(angles), [1, 1, 1], 1)];
  const [sp, sy, sr] = sines as [Value, Value, Value];
  const [cp, cy, cr] = cosines as [Value, Value, Value];
  const entries = [
    g.mul(cr, cy),
    g.sub(g.mul(g.mul(cr, sy), sp), g.mul(sr, cp)),
    g.add(g.mul(g.mul(cr, sy), cp), g.mul(sr, sp)),
    g.mul(sr, cy),
    g.add(g.mul(g.mul(sr, sy), sp), g.mul(cr, cp)),
    g.sub(g.mul(g.mul(sr, sy), cp), g.mul(cr, sp)),
    g.neg(sy),
    g.mul(cy, sp),
    g.mul(cy, cp),
  ];
  return g.reshape(g.concat(entries, 1), [angles.shape[0]!, 3, 3]);
}
