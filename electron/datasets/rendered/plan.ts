/** Everything that is decided before a face is drawn: who, doing what, looking how, seen from where, in which light. */
import { type Background, backgroundOf } from './background.ts';
import { type View, viewOf } from './camera.ts';
import { clamp, DEGREE } from './curves.ts';
import { type Capture, captureOf } from './develop.ts';
import { type Expression, type ExpressionName, expressionOf } from './expression.ts';
import { type Light, lightOf } from './light.ts';
import { type Look, lookOf } from './look.ts';
import { type Occluder, occludersOf } from './occluders.ts';
import { type Person, personOf } from './person.ts';
import { Random } from './random.ts';

export interface FacePlan {
  seed: number;
  person: Person;
  /** Age in this picture. */
  years: number;
  expression: Expression;
  look: Look;
  view: View;
  light: Light;
  background: Background;
  occluders: readonly Occluder[];
  capture: Capture;
  framing: Framing;
}

/** Which part around the face becomes the picture. */
export interface Framing {
  /** Side of the picture over the longer side of the face's box. */
  grow: number;
  /** How far the face lies from the middle, as a share of the picture's side. */
  shiftX: number;
  shiftY: number;
}

export interface FaceRequest {
  /** Decides everything that is not said otherwise; the same seed is the same picture to the byte. */
  seed: number;
  /** Who: a whole number. The seed's own person unless told otherwise. */
  identity?: number;
  /** Years older (or younger, negative) than the person's own age; a few years either way unless told otherwise. */
  ageOffset?: number;
  expression?: ExpressionName;
  /** In degrees, each as in `shared/domain/pose.ts`. */
  yaw?: number;
  pitch?: number;
  roll?: number;
  /** Side of the picture over the longer side of the face's box; about 1.8 unless told otherwise. */
  grow?: number;
  /** As few photos have it: a head that is turned and tilted far, and mostly something in front. */
  hard?: boolean;
  /** Nothing worn, no hair over the face, nothing in front, an even light: for checks of the face itself. */
  bare?: boolean;
}

const FRAMING: Framing = { grow: 1.8, shiftX: 0, shiftY: 0.02 };

export function planFace(request: FaceRequest): FacePlan {
  const { seed, identity = seed, hard = false } = request;
  const random = new Random(seed, 'picture');
  const person = personOf(identity);
  const ageOffset = request.ageOffset ?? clamp(random.part('age').normal(2), -6, 6);
  const years = clamp(person.age + ageOffset, 1.5, 95);
  const own = lookOf(person, years, random.part('look'));
  const view = viewOf(random.part('view'), hard);
  for (const name of ['yaw', 'pitch', 'roll'] as const) {
    const degrees = request[name];
    if (degrees !== undefined) view.head[name] = degrees * DEGREE;
  }
  const framing = random.part('framing');
  const plan: FacePlan = {
    seed,
    person,
    years,
    expression: expressionOf(random.part('expression'), request.expression),
    look: own,
    view,
    light: lightOf(random.part('light')),
    background: backgroundOf(random.part('background'), person.skin, own.hair.colour),
    occluders: occludersOf(random.part('occluders'), hard),
    capture: captureOf(random.part('capture')),
    framing: {
      grow: request.grow ?? FRAMING.grow * Math.exp(framing.normal(0.07)),
      shiftX: framing.normal(0.03),
      shiftY: FRAMING.shiftY + framing.normal(0.03),
    },
  };
  return request.bare ? bareOf(plan) : plan;
}

function bareOf(plan: FacePlan): FacePlan {
  const { look } = plan;
  return {
    ...plan,
    look: {
      ...look,
      hair: { ...look.hair, fringe: 0, hanging: null, strands: 0, bun: null },
      beard: { ...look.beard, cheeks: 0, chin: 0, moustache: 0, length: 0 },
      glasses: null,
      hat: null,
      clothes: { ...look.clothes, scarf: null },
      jewellery: { earrings: null, necklace: null },
    },
    occluders: [],
    capture: { ...plan.capture, blur: 0, shake: null, noise: 0, quality: null },
    framing: { ...FRAMING, grow: plan.framing.grow },
  };
}
