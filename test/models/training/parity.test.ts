/** How each loss changes with every parameter behind the encoder, against the figures of the official network. */
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradients } from '../../../models/autodiff/gradients.ts';
import { PRESETS, type Task } from '../../../models/facexformer/config.ts';
import { faceXFormer } from '../../../models/facexformer/model.ts';
import { Builder } from '../../../models/graph/builder.ts';
import type { Value } from '../../../models/graph/graph.ts';
import { Scope } from '../../../models/nn/scope.ts';
import { parametersOf } from '../../../models/programs.ts';
import { type Feed, LossScope } from '../../../models/training/losses/loss.ts';
import type { ParsingLoss } from '../../../models/training/losses/parsing.ts';
import { type TaskLosses, taskLoss } from '../../../models/training/losses/table.ts';
import { isBuffer } from '../../../models/weights/names.ts';
import { describeWithFixtures } from '../../helpers/shared.ts';
import { recipeHash, recipeImage, recipeWeights, uniform } from '../recipe.ts';
import { type Numbers, runFeeds } from '../run.ts';

const config = PRESETS['facexformer-released'];
const BATCH = 2;
const PARSED: ParsingLoss = { dice: { squared: false, smooth: 1, over: 'face' } };

/** One of the reference's losses: a task's own, with these options. */
const TERMS: Record<string, { [T in Task]?: TaskLosses[T] }> = {
  seg_ce: { parsing: { ...PARSED, diceShare: 0 } },
  seg_dice: { parsing: { ...PARSED, diceShare: 1 } },
  seg: { parsing: PARSED },
  // Without years the loss of age is half of its cross entropy.
  age_ce: { age: { weight: 2, values: [0, 1, 2, 3, 4, 5, 6, 7] } },
  gender_ce: { gender: {} },
  race_ce: { race: {} },
  attributes_bce: { attributes: {} },
  visibility_bce: { visibility: {} },
  landmarks_l1: { landmarks: { kind: 'l1' } },
  headpose_l1: { pose: { kind: 'angles' } },
  headpose_geodesic: { pose: { kind: 'geodesic' } },
};
const SUMMED = ['seg', 'age_ce', 'gender_ce', 'race_ce', 'attributes_bce', 'visibility_bce', 'landmarks_l1'];

/** The recipe's labels for every feed. */
function labels({ name, dtype, shape }: Feed): Float32Array | Int32Array {
  const count = shape.reduce((a, b) => a * b, 1);
  const task = name.split('.')[1]!;
  const chosen = (of: string, i: number, classes: number): number => (recipeHash(`target.${of}`, i) >>> 8) % classes;
  if (name === 'target.parsing')
    return Int32Array.from({ length: count }, (_, i) => {
      const [x, y, b] = [i % 224, Math.floor(i / 224) % 224, Math.floor(i / 224 ** 2)];
      return chosen('seg', (b * 14 + (y >> 4)) * 14 + (x >> 4), 11);
    });
  if (dtype === 'int32')
    return Int32Array.from({ length: count }, (_, i) => chosen(task, i, { age: 8, gender: 2, race: 5 }[task]!));
  if (name.startsWith('weight.')) return new Float32Array(count).fill(name === 'weight.age.years' ? 0 : 1);
  if (task === 'attributes' || task === 'visibility')
    return Float32Array.from({ length: count }, (_, i) => recipeHash(`target.${task}`, i) >>> 31);
  if (task === 'landmarks') return Float32Array.from({ length: count }, (_, i) => uniform('target.landmarks')(i));
  if (name === 'target.age.years') return new Float32Array(count);
  const angles = Float32Array.from({ length: 3 * BATCH }, (_, i) => 0.5 * uniform('target.headpose')(i));
  return shape.length === 2 ? angles : Float32Array.from([0, 1].flatMap((b) => rotation(angles.subarray(3 * b))));
}

/** Rz(roll) Ry(yaw) Rx(pitch) */
function rotation([pitch, yaw, roll]: Float32Array): number[] {
  const [cp, sp, cy, sy] = [Math.cos(pitch!), Math.sin(pitch!), Math.cos(yaw!), Math.sin(yaw!)];
  const [cr, sr] = [Math.cos(roll!), Math.sin(roll!)];
  const upper = [cr * cy, cr * sy * sp - sr * cp, cr * sy * cp + sr * sp, sr * cy, sr * sy * sp + cr * cp];
  return [...upper, sr * sy * cp - cr * sp, -sy, cy * sp, cy * cp];
}

interface Expected {
  l2_f64: number;
  dot_u_f64: number;
  first8_f64: number[];
}
interface Reference {
  losses: Record<string, { f64: number }>;
  gradients: Record<string, Record<string, Expected | null>>;
}

/** Where the official network's own gradient is nothing but rounding. */
const NOTHING = 1e-12;

describeWithFixtures('gradients of the released network', (fixtures) => {
  const folder = path.join(fixtures, 'parity/seed1');
  const read = (name: string): Reference =>
    JSON.parse(fs.readFileSync(path.join(folder, `grads_${name}.json`), 'utf8'));
  const files = ['terms', 'simple', 'paper_like'].map(read);
  const reference: Reference = {
    losses: Object.assign({}, ...files.map(({ losses }) => losses)),
    gradients: Object.assign({}, ...files.map(({ gradients }) => gradients)),
  };
  const isBehind = ({ name }: { name: string }): boolean => !name.startsWith('backbone.') && !isBuffer(name);
  const behind = parametersOf(config).filter(isBehind);

  describe('in the form that is trained', () => {
    let out: Record<string, Numbers>;
    beforeAll(async () => {
      const g = new Builder();
      const pixels = g.input('pixels', 'float32', [BATCH, 3, config.size, config.size]);
      const network = faceXFormer(new Scope(g, { compute: 'float32', storage: 'float32' }), pixels, config, 'folded');
      const answers = [...network.answers.values()];
      const feeds: Record<string, Float32Array | Int32Array> = { pixels: recipeImage(BATCH, config.size) };
      const losses: Record<string, Value> = {};
      for (const [term, taught] of Object.entries(TERMS)) {
        const [[task, options]] = Object.entries(taught) as [[Task, TaskLosses[Task]]];
        const declared: Feed[] = [];
        const answered = { answer: network.answers.get(task)!, heatMaps: network.heatMaps };
        const value = taskLoss(new LossScope(g, BATCH, declared, `${term}.`), task, answered, options);
        for (const feed of declared) feeds[feed.name] = labels({ ...feed, name: feed.name.slice(term.length + 1) });
        losses[term] = g.scale(value, options.weight ?? 1);
      }
      const sum = (terms: readonly Value[]): Value => terms.reduce((total, term) => g.add(total, term));
      losses['paper_like_no_pose'] = sum(SUMMED.map((term) => losses[term]!));
      losses['paper_like'] = g.add(losses['paper_like_no_pose'], losses['headpose_geodesic']!);
      losses['simple'] = sum(answers.map((answer) => g.mean(g.mul(answer, answer), [...answer.shape.keys()], false)));
      const outputs: Record<string, Value> = {};
      for (const [name, loss] of Object.entries(losses)) {
        outputs[name] = loss;
        const parameters = g.parameters.filter(isBehind);
        for (const [{ name: of }, gradient] of gradients(g, loss, parameters)) outputs[`${name} ${of}`] = gradient;
      }
      out = await runFeeds(g.finish(outputs), recipeWeights(parametersOf(config)), feeds);
    }, 240_000);

    it.each(Object.keys(reference.losses))('%s is the reference', (loss) => {
      const expected = reference.losses[loss]!.f64;
      expect(Math.abs(out[loss]!.data[0]! / expected - 1)).toBeLessThan(1e-5);
    });

    it.each(Object.keys(reference.gradients))('%s changes with every parameter as the reference', (loss) => {
      const wrong: string[] = [];
      let compared = 0;
      for (const { name } of behind) {
        const expected = reference.gradients[loss]![name] ?? null;
        const found = out[`${loss} ${name}`]?.data ?? new Float32Array();
        const largest = found.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        if (!expected || expected.l2_f64 < NOTHING) {
          if (!(largest < 1e-5)) wrong.push(`${name}: ${largest}, not nothing`);
          continue;
        }
        compared++;
        const u = uniform(`grad.${name}`, 0);
        const dot = found.reduce((sum, value, i) => sum + value * u(i), 0);
        const length = Math.sqrt(found.reduce((sum, value) => sum + value * value, 0));
        const apart = {
          first: Math.max(...expected.first8_f64.map((value, i) => Math.abs(value - found[i]!))) / largest,
          length: Math.abs(length / expected.l2_f64 - 1),
          dot: Math.abs(dot - expected.dot_u_f64) / expected.l2_f64,
        };
        for (const [figure, distance] of Object.entries(apart))
          if (!(distance < 1e-4)) wrong.push(`${name}: ${figure} ${distance}`);
      }
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(20);
    });
  });
});
