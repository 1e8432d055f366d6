/**
 * A head's form in numbers: a person's traits, their years and what the face does become measures in cm.
 *
 * Head frame: x to the image's right when the head looks into the camera (the person's left), y up, z to the viewer; the
 * origin lies in the middle of the head on eye level. Canonical heights (an average face: top 12.2, hairline 7, brows 2.2,
 * eyes 0, nose base -4.9, mouth -7.05, chin -12) are bent to the person's own, an open mouth included.
 */
import { clamp, curve, mixed, polyline, smooth } from './curves.ts';
import type { Expression } from './expression.ts';
import type { Person } from './person.ts';

export interface HeadShape {
  toCanonical(y: number): number;
  toActual(canonical: number): number;
  /** Half width, depth of the front and depth of the back by canonical height. */
  width(canonical: number): number;
  front(canonical: number): number;
  back(canonical: number): number;
  /** Exponent of the cross section: 2 is an ellipse, more is squarer. */
  squareness: number;
  hairline: number;
  mouth: number;
  chin: number;
  chinBall: number;
  cheek: number;
  /** Depth of the lines beside nose and mouth, and of all wrinkles, 0 to about 1.3. */
  fold: number;
  wrinkles: number;
  bags: number;
  fat: number;
  asymmetry: number;
  eye: {
    x: number;
    y: number;
    half: number;
    tilt: number;
    upper: number;
    lower: number;
    socket: number;
    /** Height of the crease over the lid; 0 where the lid shows none. */
    crease: number;
    gazeX: number;
    gazeY: number;
    iris: number;
    /** Size of the whole eyeball against an adult's. */
    scale: number;
  };
  brow: {
    y: number;
    outer: number;
    inner: number;
    thickness: number;
    arch: number;
    tilt: number;
    raiseInner: number;
    raiseOuter: number;
    frown: number;
    ridge: number;
  };
  nose: {
    base: number;
    tipY: number;
    height: number;
    root: number;
    /** Half the width at the wings. */
    width: number;
    tip: number;
    bridge: number;
    hump: number;
    turnUp: number;
    wrinkle: number;
  };
  lips: {
    half: number;
    upper: number;
    lower: number;
    cupid: number;
    /** How much higher than the middle the corners lie: right and left. */
    cornerRight: number;
    cornerLeft: number;
    openLower: number;
    openUpper: number;
    forward: number;
    pout: number;
    smile: number;
  };
  ear: { size: number; out: number; lobe: number };
  neck: { width: number; forward: number };
}

const clampTrait = (value: number): number => clamp(value, -3, 3);

/** @param years of age in this picture */
export function shapeOf(person: Person, years: number, expression: Expression): HeadShape {
  const trait = (name: keyof Person['traits']): number => clampTrait(person.traits[name]);
  const child = smooth(17, 3, years);
  // From the late twenties on a little, and quicker later.
  const old = 0.25 * smooth(24, 60, years) + 0.75 * smooth(42, 84, years);
  const { feminine } = person;
  const { open, smile, smirk } = expression;
  const happy = Math.max(0, smile);

  // Heights from the eyes up and down.
  const brow = 2.2 * (1 + 0.07 * trait('browHeight')) * (1 - 0.05 * child) - 0.12 * old;
  const hairline = brow + 4.8 * (1 + 0.07 * trait('foreheadHeight') + 0.02 * trait('faceLength') + 0.06 * child);
  const top = hairline + 5.2 * (1 + 0.05 * trait('foreheadSlope')) * (1 + 0.04 * child);
  const base = -4.9 * (1 + 0.07 * trait('noseLength') + 0.025 * trait('faceLength') - 0.2 * child + 0.03 * old);
  const mouth = base - 1.97 * (1 + 0.08 * trait('philtrum') - 0.12 * child + 0.08 * old) * (1 - 0.08 * happy);
  const closedChin =
    mouth -
    4.75 * (1 + 0.05 * trait('lowerFace') + 0.045 * trait('chinLength') - 0.2 * child) * (0.99 - 0.02 * feminine);
  const chin = closedChin - open * 0.9;
  const canonical = [-12.2, -7, -2.2, 0, 4.9, 7.05, 7.0501, 12];
  const actual = [-top, -hairline, -brow, 0, -base, -mouth, -(mouth - open), -chin];

  // The outline. Fat fills the lower half; a child's head is round above and small below.
  const fat = 0.5 * trait('fat') + 0.25 * child + 0.15 * old * trait('fat');
  const jaw = 1 + 0.06 * trait('jawWidth') + 0.02 * (0.5 - feminine);
  const chinWidth = jaw * (1 + 0.07 * trait('chinWidth'));
  const cheek = 0.2 * trait('cheekbones');
  const wide = (1 + 0.042 * trait('faceWidth')) * (1 + 0.02 * child);
  const width = curve(
    (
      [
        [12.2, 0],
        [11.9, 2],
        [11.2, 3.7],
        [10, 5.3],
        [8, 6.75],
        [5, 7.65 + 0.15 * child],
        [2, 7.72 + 0.1 * child],
        [0, 7.55],
        [-2, 7.46 + 0.6 * cheek],
        [-4.5, 7.1 + cheek + 0.2 * fat],
        [-7, 6.4 * jaw + 0.4 * fat],
        [-9, 5.5 * jaw + 0.5 * fat],
        [-10.5, 4.4 * chinWidth + 0.45 * fat],
        [-11.5, 3.5 * chinWidth + 0.2 * fat],
        [-12, 2.9 * chinWidth],
      ] as const
    ).map(([at, value]) => [at, value * wide] as const),
  );
  const forehead = 0.2 * trait('foreheadSlope') - 0.25 * child;
  const chinForward = 0.28 * trait('chinForward') - 0.25 * child;
  const mouthForward = 0.22 * trait('mouthForward');
  const front = curve([
    [12.2, 0],
    [11.9, 2.3],
    [11.2, 4.4],
    [10, 6.3],
    [8, 8 - forehead],
    [6, 8.9 - 0.7 * forehead],
    [4, 9.3 - 0.3 * forehead],
    [2.2, 9.5],
    [0, 8.9],
    [-2, 8.95],
    [-4.9, 9.3 + 0.6 * mouthForward],
    [-6.2, 9.5 + mouthForward],
    [-7.05, 9.3 + mouthForward],
    [-8.2, 9.35 + mouthForward],
    [-9, 9 + 0.5 * chinForward],
    [-10.5, 9.25 + chinForward],
    [-11.5, 8.8 + chinForward],
    [-12, 8.2 + chinForward],
  ]);
  const back = curve([
    [12.2, 0],
    [11.9, 3],
    [11.2, 5],
    [10, 7],
    [8, 8.9],
    [5, 9.9],
    [2, 10],
    [0, 9.6],
    [-3, 8.6],
    [-6, 7.5],
    [-12, 6],
  ]);

  const eyeSize = 1 + 0.055 * trait('eyeSize') + 0.1 * child - 0.02 * old;
  const openness = (0.57 + 0.045 * trait('eyeHeight') + 0.02 * feminine - 0.06 * old) * eyeSize;
  const shut = Math.max(0, -expression.lids);
  const lower = (0.36 + 0.02 * trait('eyeHeight')) * eyeSize * (1 - 0.4 * expression.squint) * (1 - 0.2 * happy);
  const upper =
    mixed(openness * (1 + 0.5 * Math.max(0, expression.lids)), -0.16, shut) - 0.08 * expression.squint * (1 - shut);
  const tipY = base + 1.18 * (1 + 0.1 * trait('noseTurnUp')) + 0.12 * trait('noseTurnUp') + 0.1 * child;
  const press = 1 - 0.5 * expression.press;
  const thin = 1 - 0.3 * old;
  const pushed = Math.max(0, -expression.stretch);
  const corner = (smile > 0 ? 0.82 : 0.7) * smile + 0.05 * trait('asymmetry') * 0.3 - 0.12 * old;
  const upperLip = 0.66 * (1 + 0.2 * trait('upperLip')) * (1 - 0.22 * happy) * thin * press;
  const lowerLip = 1.03 * (1 + 0.17 * trait('lowerLip')) * thin * press * (1 + 0.15 * expression.pout);
  const showing = open > 0 ? Math.min(0.26, 0.3 * open) * (0.3 + 0.5 * happy) + 0.1 * happy : 0;

  return {
    toCanonical: (y) => -polyline(actual, canonical, -y),
    toActual: (at) => -polyline(canonical, actual, -at),
    width,
    front,
    back,
    squareness: clamp(2.12 + 0.1 * trait('squareness'), 1.85, 2.45),
    hairline,
    mouth,
    chin,
    chinBall: 0.38 + 0.1 * trait('chinForward'),
    cheek: 0.42 + 0.1 * trait('cheekbones') + 0.12 * child,
    fold: clamp(0.05 + 0.22 * old + 0.2 * happy + 0.1 * expression.sneer + 0.04 * trait('bags'), 0, 0.5),
    wrinkles: clamp(1.3 * old + 0.08 * trait('bags') * smooth(25, 45, years), 0, 1.4),
    bags: clamp(0.22 * trait('bags') * smooth(12, 30, years) + 0.5 * old, 0, 1.2),
    fat,
    asymmetry: 0.08 * trait('asymmetry'),
    eye: {
      x: 3.2 * (1 + 0.045 * trait('eyeDistance')) * (1 + 0.01 * child),
      y: 0,
      half: 1.32 * eyeSize * (1 - 0.02 * happy),
      tilt: 0.06 + 0.075 * trait('eyeTilt') - 0.06 * old,
      upper,
      lower: mixed(lower, 0.2, shut),
      socket: clamp(0.78 + 0.15 * trait('eyeDepth') - 0.2 * child + 0.1 * old, 0.25, 1.3),
      crease: trait('lidFold') < -1 ? 0 : 0.26 + 0.03 * trait('lidFold') - 0.08 * old,
      gazeX: expression.gazeX,
      gazeY: expression.gazeY,
      iris: 0.585 * (1 + 0.04 * child),
      scale: eyeSize,
    },
    brow: {
      y: brow + 0.15,
      outer: 6 + 0.18 * trait('browLength') - 0.2 * child,
      inner: 1.22 + 0.16 * trait('browGap') + 0.1 * child,
      thickness: clamp((0.46 + 0.07 * trait('browThickness')) * (1 - 0.3 * child), 0.2, 0.85),
      arch: 0.05 + 0.14 * trait('browArch'),
      tilt: 0.1 * trait('browTilt'),
      raiseInner: 0.95 * expression.browInner,
      raiseOuter: 0.95 * expression.browOuter,
      frown: expression.frown,
      ridge: clamp(0.28 + 0.14 * trait('browRidge') - 0.25 * child, 0, 0.8),
    },
    nose: {
      base,
      tipY,
      height: (2.1 + 0.22 * trait('noseHeight')) * (1 - 0.25 * child) + 0.1 * old,
      root: clamp(0.45 + 0.17 * trait('noseRoot') - 0.2 * child, 0.02, 1),
      width: 1.5 * (1 + 0.085 * trait('noseWidth')) * (1 - 0.08 * child) * (1 + 0.05 * happy + 0.05 * expression.sneer),
      tip: clamp(0.82 + 0.08 * trait('noseTip') + 0.03 * trait('noseWidth') + 0.05 * child, 0.5, 1.2),
      bridge: clamp(0.62 + 0.07 * trait('noseBridge') + 0.02 * trait('noseWidth'), 0.4, 0.95),
      hump: 0.1 * trait('noseHump') * (1 - child),
      turnUp: trait('noseTurnUp') + child,
      wrinkle: expression.noseWrinkle,
    },
    lips: {
      half:
        2.66 *
        (1 + 0.06 * trait('mouthWidth') - 0.06 * child) *
        (1 + 0.2 * happy + 0.04 * Math.abs(smirk) + 0.2 * Math.max(0, expression.stretch) - 0.33 * pushed) *
        (1 - 0.05 * Math.min(open, 3)),
      upper: Math.max(0.16, upperLip),
      lower: Math.max(0.24, lowerLip),
      cupid: clamp(0.16 + 0.06 * trait('cupidBow'), 0.02, 0.36),
      cornerRight: corner + 0.95 * Math.max(0, -smirk) + 0.03 * trait('asymmetry'),
      cornerLeft: corner + 0.95 * Math.max(0, smirk) - 0.03 * trait('asymmetry'),
      openLower: open + 0.1 * expression.sneer,
      openUpper: showing + 0.38 * expression.sneer,
      forward: 0.55 * pushed,
      pout: expression.pout,
      smile: happy,
    },
    ear: {
      size: (1 + 0.06 * trait('earSize')) * (1 + 0.12 * old + 0.03 * child),
      out: Math.max(0.1, 0.7 + 0.3 * trait('earOut')),
      lobe: 0.3 + 0.4 * old,
    },
    neck: { width: (0.98 + 0.03 * trait('neckWidth') + 0.05 * fat) * (1 - 0.14 * child), forward: 0.15 * old },
  };
}
