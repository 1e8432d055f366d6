/** What is said of a rendered face, held against the picture, against other renderings of it, and against published facts. */
import { describe, expect, test } from 'vitest';
import { cameraOf, projectHead } from '../../../electron/datasets/rendered/camera.ts';
import { landmarkPoints } from '../../../electron/datasets/rendered/landmarks.ts';
import { OCCLUDERS } from '../../../electron/datasets/rendered/occluders.ts';
import { type FacePlan, planFace } from '../../../electron/datasets/rendered/plan.ts';
import { createRenderer } from '../../../electron/datasets/rendered/renderer.ts';
import { shapeOf } from '../../../electron/datasets/rendered/shape.ts';
import { quaternionToAngles } from '../../../electron/shared/domain/pose.ts';
import { ATTRIBUTES, type Attribute, PARSING_11, PARSING_19 } from '../../../electron/shared/domain/vocabulary.ts';
import { IBUG_MEAN_X, IBUG_MEAN_Y } from './ibug-mean.ts';

const SIZE = 128;
const renderer = createRenderer();
const render = (plan: FacePlan) => renderer.renderFace(plan, { size: SIZE });
const stateOf = (plan: FacePlan, name: Attribute) => render(plan).truth.attributes[ATTRIBUTES.indexOf(name)];
const share = (map: Uint8Array, label: number): number => map.filter((value) => value === label).length / map.length;
const class19 = (name: (typeof PARSING_19)[number]) => PARSING_19.indexOf(name);

const pointsOf = (plan: FacePlan): number[][] => {
  const points = landmarkPoints(shapeOf(plan.person, plan.years, plan.expression));
  const camera = cameraOf(plan.view);
  return Array.from({ length: 68 }, (_, i) =>
    projectHead(camera, points[3 * i]!, points[3 * i + 1]!, points[3 * i + 2]!),
  );
};

test('the mean of many adult faces from the front is the mean face of the iBUG points', () => {
  const sums = Array.from({ length: 68 }, () => [0, 0]);
  let faces = 0;
  for (let seed = 0; faces < 200; seed++) {
    const plan = planFace({ seed, yaw: 0, pitch: 0, roll: 0 });
    if (plan.years < 16 || !['neutral', 'happiness'].includes(plan.expression.name)) continue;
    faces++;
    const points = pointsOf(plan);
    const [[ax, ay], [bx, by]] = [points[36]!, points[45]!] as [[number, number], [number, number]];
    const eyes = Math.hypot(bx - ax, by - ay);
    points.forEach(([x, y], i) => {
      sums[i]![0]! += (x! - (ax + bx) / 2) / eyes;
      sums[i]![1]! += (y! - (ay + by) / 2) / eyes;
    });
  }
  // The published mean has the inner 51 points only, in its own scale: brought to the eyes' outer corners.
  const eyes = IBUG_MEAN_X[28]! - IBUG_MEAN_X[19]!;
  const middle = [(IBUG_MEAN_X[28]! + IBUG_MEAN_X[19]!) / 2, (IBUG_MEAN_Y[28]! + IBUG_MEAN_Y[19]!) / 2] as const;
  const far = IBUG_MEAN_X.map((x, i) =>
    Math.hypot(
      sums[17 + i]![0]! / faces - (x - middle[0]) / eyes,
      sums[17 + i]![1]! / faces - (IBUG_MEAN_Y[i]! - middle[1]) / eyes,
    ),
  );
  expect(far.reduce((sum, value) => sum + value, 0) / far.length).toBeLessThan(0.015);
  expect(Math.max(...far)).toBeLessThan(0.035);
});

test('the rotation turns the points of the head into their places', () => {
  for (const [yaw, pitch, roll] of [
    [35, 0, 0],
    [0, 25, 0],
    [0, 0, 30],
    [-50, 12, -20],
  ] as const) {
    const plan = { ...planFace({ seed: 9, yaw, pitch, roll }) };
    plan.view = { ...plan.view, distance: 1e6 }; // without perspective
    const straight = { ...plan, view: { ...plan.view, head: { yaw: 0, pitch: 0, roll: 0 } } };
    const angles = quaternionToAngles(render(plan).truth.quaternion);
    const degrees = [angles.yaw, angles.pitch, angles.roll].map((value) => (value * 180) / Math.PI);
    for (const [i, value] of [yaw, pitch, roll].entries()) expect(degrees[i]).toBeCloseTo(value, 6);

    // The nose stands out to the viewer: its tip against the middle between the eyes tells the way the head is turned.
    const tipOf = (which: FacePlan) => {
      const points = pointsOf(which);
      const eyes = [36, 39, 42, 45].map((i) => points[i]!);
      const middle = [0, 1].map((axis) => eyes.reduce((sum, point) => sum + point[axis]!, 0) / 4);
      return [points[30]![0]! - middle[0]!, points[30]![1]! - middle[1]!] as const;
    };
    const [from, to] = [tipOf(straight), tipOf(plan)];
    if (roll === 0 && yaw > 0) expect(to[0]).toBeGreaterThan(from[0]); // to the image's right
    if (roll === 0 && pitch > 0) expect(to[1]).toBeLessThan(from[1]); // upwards
    if (yaw === 0 && roll > 0) expect(to[0]).toBeLessThan(from[0]); // clockwise: what is below goes left
  }
});

describe('what hides a face', () => {
  const open = planFace({ seed: 31, identity: 21, yaw: 0, pitch: 0, roll: 0, expression: 'neutral', bare: true });
  const dressed = planFace({ seed: 31, identity: 21, yaw: 0, pitch: 0, roll: 0, expression: 'neutral' });
  const glasses = {
    dark: true,
    colour: [0.01, 0.01, 0.01],
    halfWidth: 2.7,
    halfHeight: 2.1,
    power: 3,
    frame: 0.2,
    drop: 0,
    halfRim: false,
    tint: [0.01, 0.01, 0.01],
    opacity: 0.97,
    mirror: 0,
    silvered: null,
  } as const;

  test('nothing hides a bare face that looks into the camera', () => {
    expect(render(open).truth.visible.filter((seen) => !seen)).toHaveLength(0);
  });

  test('sunglasses hide the eyes, and the eleven classes still know where they are', () => {
    const plain = render(open);
    const dark = render({ ...open, look: { ...open.look, glasses } });
    for (const index of [8, 9, 10, 11, 12, 13, 14, 15, 16, 17]) expect(dark.truth.visible[index]).toBe(false);
    for (const index of [20, 22, 23, 28]) expect(dark.truth.visible[index]).toBe(true);
    expect(share(dark.labels['celebamask-19'], class19('left_eye'))).toBe(0);
    const eye = PARSING_11.indexOf('left_eye');
    expect(share(dark.labels['facexformer-11'], eye)).toBeCloseTo(share(plain.labels['facexformer-11'], eye), 3);
  });

  test('clear glasses hide no eye', () => {
    const clear = render({ ...open, look: { ...open.look, glasses: { ...glasses, dark: false, opacity: 0.05 } } });
    expect([16, 17].every((index) => clear.truth.visible[index])).toBe(true);
    expect(share(clear.labels['celebamask-19'], class19('eyeglasses'))).toBeGreaterThan(0.01);
    expect(share(clear.labels['celebamask-19'], class19('left_eye'))).toBeGreaterThan(0);
  });

  test.each(OCCLUDERS)('a point that a %s in front hides is visible without it, and the places stay', (kind) => {
    let hidden = 0;
    for (let seed = 0; hidden < 20 && seed < 40; seed++) {
      const plan = { ...dressed, occluders: [{ kind, seed }] };
      const covered = render(plan).truth;
      const free = render({ ...plan, occluders: [] }).truth;
      expect(covered.landmarks).toEqual(free.landmarks);
      covered.visible.forEach((seen, index) => {
        if (seen) expect(free.visible[index]).toBe(true);
        else if (free.visible[index]) hidden++;
      });
    }
    expect(hidden).toBeGreaterThanOrEqual(20);
  });

  test('in profile the far half of the face is hidden', () => {
    const profile = planFace({ seed: 31, identity: 21, yaw: 85, pitch: 0, roll: 0, expression: 'neutral', bare: true });
    const { visible, landmarksVisible } = render(profile).truth;
    // The nose points to the image's right: the person's left side is turned away.
    expect([9, 11, 17, 1].some((index) => visible[index])).toBe(false);
    expect([8, 16].every((index) => visible[index])).toBe(true);
    expect(landmarksVisible[45]).toBe(false);
  });
});

test('mirroring the turn of a head mirrors its places', () => {
  const [left, right] = [-30, 30].map((yaw) => {
    const plan = planFace({ seed: 12, identity: 44, yaw, pitch: 0, roll: 0, expression: 'neutral', bare: true });
    const person = { ...plan.person, traits: { ...plan.person.traits, asymmetry: 0 } };
    return pointsOf({ ...plan, person, expression: { ...plan.expression, gazeX: 0, smirk: 0 } });
  });
  for (const [a, b] of [
    [0, 16],
    [8, 8],
    [17, 26],
    [30, 30],
    [36, 45],
    [41, 46],
    [48, 54],
    [59, 55],
  ] as const) {
    expect(left![a]![0]).toBeCloseTo(-right![b]![0]!, 4);
    expect(left![a]![1]).toBeCloseTo(right![b]![1]!, 4);
  }
});

describe('an attribute is what is drawn', () => {
  /** Attributes that say that a class shows, or that it does not. */
  const SHOWN: readonly (readonly [Attribute, (typeof PARSING_19)[number]])[] = [
    ['Eyeglasses', 'eyeglasses'],
    ['Wearing_Hat', 'hat'],
    ['Wearing_Earrings', 'earring'],
    ['Wearing_Necklace', 'necklace'],
  ];

  test('things that are worn show, and others do not', () => {
    const seen = new Map<string, number>();
    for (let seed = 300; seed < 340; seed++) {
      const plan = planFace({ seed, yaw: 0, pitch: 0, roll: 0 });
      const { labels, truth } = render({ ...plan, occluders: [] });
      for (const [attribute, name] of SHOWN) {
        const state = truth.attributes[ATTRIBUTES.indexOf(attribute)]!;
        if (state === 'unknown') continue;
        expect([seed, attribute, share(labels['celebamask-19'], class19(name)) > 0]).toEqual([
          seed,
          attribute,
          state === 'yes',
        ]);
        seen.set(`${attribute} ${state}`, (seen.get(`${attribute} ${state}`) ?? 0) + 1);
      }
    }
    for (const [attribute] of SHOWN) expect(seen.get(`${attribute} yes`)).toBeGreaterThan(0);
  });

  test('a closed mouth shows nothing of its inside, an open one does', () => {
    const plan = planFace({ seed: 31, identity: 21, yaw: 0, pitch: 0, roll: 0, expression: 'neutral', bare: true });
    for (const [open, state] of [
      [0, 'no'],
      [1, 'yes'],
    ] as const) {
      const face = { ...plan, expression: { ...plan.expression, open } };
      expect(stateOf(face, 'Mouth_Slightly_Open')).toBe(state);
      expect(share(render(face).labels['celebamask-19'], class19('inner_mouth')) > 0).toBe(state === 'yes');
    }
  });

  test('what nothing draws is unknown', () => {
    const plan = planFace({ seed: 2 });
    expect([stateOf(plan, 'Attractive'), stateOf(plan, 'Oval_Face')]).toEqual(['unknown', 'unknown']);
  });
});

test('an expression is told where it can be seen: contempt on the side that it moves', () => {
  const contempt = (yaw: number, smirk: number) => {
    const plan = planFace({ seed: 31, yaw, pitch: 0, roll: 0, expression: 'contempt', bare: true });
    return render({ ...plan, expression: { ...plan.expression, smirk } }).truth.expression;
  };
  expect([contempt(0, -1), contempt(0, 1)]).toEqual(['contempt', 'contempt']);
  expect([contempt(80, -1), contempt(80, 1)].sort()).toEqual(['contempt', null]);
  expect([contempt(-80, -1), contempt(-80, 1)]).toEqual([contempt(80, 1), contempt(80, -1)]);
});

test('expressions, glasses, hats and turns come as often as the README says', () => {
  const plans = Array.from({ length: 2000 }, (_, seed) => planFace({ seed: 5000 + seed }));
  const part = (of: (plan: FacePlan) => boolean) => plans.filter(of).length / plans.length;
  expect(part(({ expression }) => expression.name === 'neutral')).toBeCloseTo(0.24, 1);
  for (const name of ['surprise', 'fear', 'disgust', 'sadness', 'anger', 'contempt'])
    expect(Math.abs(part(({ expression }) => expression.name === name) - 0.1)).toBeLessThan(0.03);
  expect(Math.abs(part(({ look }) => look.hat !== null) - 0.13)).toBeLessThan(0.03);
  expect(Math.abs(part(({ look }) => look.glasses !== null) - 0.22)).toBeLessThan(0.05);
  expect(Math.abs(part(({ view }) => Math.abs(view.head.yaw) > Math.PI / 4) - 0.2)).toBeLessThan(0.05);
});

test('hard faces are turned, raised and tilted at once, and three in five have something in front', () => {
  const seeds = Array.from({ length: 1000 }, (_, i) => 9000 + i);
  const part = (hard: boolean, of: (plan: FacePlan) => boolean) =>
    seeds.filter((seed) => of(planFace({ seed, hard }))).length / seeds.length;
  const far = ({ view: { head } }: FacePlan) => Math.abs(head.yaw) > 0.8 && Math.abs(head.pitch) > 0.4;
  expect(part(true, far)).toBeGreaterThan(0.15);
  expect(part(false, far)).toBeLessThan(0.08);
  expect(Math.abs(part(true, ({ occluders }) => occluders.length > 0) - 0.6)).toBeLessThan(0.05);
  expect(Math.abs(part(false, ({ occluders }) => occluders.length > 0) - 0.2)).toBeLessThan(0.05);
});

test('a person looks more like themselves than like others: places of the face from the front', () => {
  const placesOf = (identity: number, seed: number): number[] => {
    const plan = planFace({ seed, identity, yaw: 0, pitch: 0, roll: 0, expression: 'neutral', ageOffset: 0 });
    const expression = { ...plan.expression, open: 0, stretch: 0 }; // not talking
    const points = pointsOf({ ...plan, expression, view: { ...plan.view, distance: 150 } });
    const [ax, ay] = points[36]!;
    const eyes = points[45]![0]! - ax!;
    return [8, 30, 31, 33, 35, 39, 42, 4, 12, 0, 16].flatMap((i) => [
      (points[i]![0]! - ax!) / eyes,
      (points[i]![1]! - ay!) / eyes,
    ]);
  };
  const apart = (a: number[], b: number[]) => Math.hypot(...a.map((value, i) => value - b[i]!));
  let right = 0;
  for (let identity = 0; identity < 40; identity++) {
    const own = apart(placesOf(identity, 1), placesOf(identity, 2));
    if (own < apart(placesOf(identity, 1), placesOf(identity + 1, 2))) right++;
  }
  expect(right).toBeGreaterThan(33);
});
