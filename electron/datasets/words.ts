/** A face's labels as named words and numbers, for formats that carry attributes: one list of names for all of them. */
import { z } from 'zod';
import type { Annotation } from '../shared/domain/annotation.ts';
import type { FormatName } from '../shared/domain/dataset.ts';
import { anglesToQuaternion, quaternionToAngles, toDegrees, toRadians } from '../shared/domain/pose.ts';
import {
  AGE_BINS,
  ATTRIBUTES,
  EXPRESSIONS,
  GENDERS,
  PARSING_PROFILES,
  RACES,
  VISIBILITY_COUNT,
} from '../shared/domain/vocabulary.ts';
import { ageBinOf } from './ages.ts';
import { type DatasetFace, outOnly, part, said, saidOf, whole } from './format.ts';

export type Words = Record<string, string | number>;

/**
 * How much of a face comes back through named words, for the formats that have them.
 * @param how they stand there, such as «as an attribute»
 */
export const carriedByWords = (how: string) => ({
  pose: whole(0.0001, `${how}, in degrees`),
  attributes: whole(0, `${how}; all unknown is none`),
  age: whole(0, how),
  gender: whole(0, how),
  race: whole(0, how),
  expression: whole(0, how),
  identity: part(`the name, ${how}; no embedding`),
  review: outOnly(how),
});

/** Everything that fits into words; unknown attributes are left out. */
export function wordsOf(face: Pick<DatasetFace, 'annotations'>): Words {
  const words: Words = {};
  const age = saidOf(face, 'age');
  if (age) Object.assign(words, { age: age.years, age_bin: age.bin });
  for (const task of ['gender', 'race', 'expression'] as const) {
    const label = saidOf(face, task)?.label;
    if (label) words[task] = label;
  }
  const identity = saidOf(face, 'identity')?.label;
  if (identity) words['identity'] = identity;
  const pose = saidOf(face, 'pose');
  if (pose) {
    const { pitch, yaw, roll } = quaternionToAngles(pose.quaternion);
    Object.assign(words, { pitch: toDegrees(pitch), yaw: toDegrees(yaw), roll: toDegrees(roll) });
  }
  const visibility = saidOf(face, 'visibility');
  if (visibility) words['visible'] = visibility.visible.map(Number).join('');
  const attributes = saidOf(face, 'attributes');
  if (attributes)
    for (const [at, name] of ATTRIBUTES.entries())
      if (attributes.states[at] !== 'unknown') words[name] = attributes.states[at]!;
  return words;
}

const YES = new Set(['yes', 'true', '1']);
const NO = new Set(['no', 'false', '0', '-1']);

/** Whether the word of an attribute says yes or no; null for neither. */
function stateOf(word: unknown): 'yes' | 'no' | null {
  const text = String(word).toLowerCase();
  return YES.has(text) ? 'yes' : NO.has(text) ? 'no' : null;
}

const number = z.coerce.number();
/** A number or a word that stands for one; an empty word does not. */
const numberOf = (word: unknown): number | null => {
  if (word === undefined || word === null || word === '') return null;
  const parsed = number.safeParse(word);
  return parsed.success && Number.isFinite(parsed.data) ? parsed.data : null;
};

/** The member of a list that a word means, whatever its case; null for none. */
export const memberOf = <Member extends string>(list: readonly Member[], word: unknown): Member | null =>
  list.find((member) => member.toLowerCase() === String(word).toLowerCase()) ?? null;

/**
 * Values out of named words. Names that mean nothing here are passed over; words that do not fit their name are told.
 * @param problem told of each word that is no value of its name
 */
export function readWords(
  format: FormatName,
  words: Readonly<Record<string, unknown>>,
  problem: (reason: string) => void,
): Annotation[] {
  const annotations: Annotation[] = [];
  const years = numberOf(words['age']);
  if (years !== null) {
    const bin = memberOf(AGE_BINS, words['age_bin']) ?? ageBinOf(years);
    annotations.push(said(format, 'age', { years, bin }));
  } else if (words['age'] !== undefined && words['age'] !== '')
    problem(`age: «${words['age']}» is not a number of years`);
  const labels = { gender: GENDERS, race: RACES, expression: EXPRESSIONS } as const;
  for (const task of ['gender', 'race', 'expression'] as const) {
    const word = words[task];
    if (word === undefined || word === '') continue;
    const label = memberOf<string>(labels[task], word);
    if (label === null) problem(`${task}: «${word}» is none of ${labels[task].join(', ')}`);
    else annotations.push(said(format, task, { label } as never));
  }
  const identity = words['identity'];
  if (identity !== undefined && identity !== '')
    annotations.push(said(format, 'identity', { label: String(identity), embedding: null }));
  const angles = (['pitch', 'yaw', 'roll'] as const).map((name) => numberOf(words[name]));
  if (angles.every((angle) => angle !== null)) {
    const [pitch, yaw, roll] = angles.map(toRadians) as [number, number, number];
    annotations.push(said(format, 'pose', { quaternion: anglesToQuaternion({ pitch, yaw, roll }) }));
  }
  const visible = words['visible'];
  if (visible !== undefined && visible !== '') {
    const flags = String(visible);
    if (new RegExp(`^[01]{${VISIBILITY_COUNT}}$`).test(flags))
      annotations.push(
        said(format, 'visibility', { visible: [...flags].map((flag) => flag === '1'), probabilities: null }),
      );
    else problem(`visible: «${flags}» is not ${VISIBILITY_COUNT} zeros and ones`);
  }
  const states = ATTRIBUTES.map((name) => stateOf(words[name]) ?? 'unknown');
  if (states.some((state) => state !== 'unknown'))
    annotations.push(said(format, 'attributes', { states, probabilities: null }));
  return annotations;
}

/** CelebAMask-HQ's names of classes that other lists call otherwise. */
const SHORT_NAMES: Record<string, string> = {
  eye_g: 'eyeglasses',
  glasses: 'eyeglasses',
  l_eye: 'left_eye',
  r_eye: 'right_eye',
  l_brow: 'left_brow',
  r_brow: 'right_brow',
  l_ear: 'left_ear',
  r_ear: 'right_ear',
  mouth: 'inner_mouth',
  u_lip: 'upper_lip',
  l_lip: 'lower_lip',
  ear_r: 'earring',
  neck_l: 'necklace',
};

const CLASSES: readonly string[] = PARSING_PROFILES['celebamask-19'];

/** Our name of a parsing class, from ours or CelebAMask-HQ's, with any of space, dash and underscore; null for none. */
export function classNamed(name: string): string | null {
  const plain = name.trim().toLowerCase().replace(/[ -]+/g, '_');
  const own = SHORT_NAMES[plain] ?? plain;
  return CLASSES.includes(own) ? own : null;
}
