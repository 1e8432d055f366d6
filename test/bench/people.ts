/** Groups of faces that look like one person, found among ten thousand whose truth is known. */
import { groupFaces } from '../../electron/inference/people/group-faces.ts';
import { normal, seededRandom } from '../../electron/shared/domain/random.ts';
import { EMBEDDING_LENGTH } from '../../electron/shared/domain/vocabulary.ts';
import { type Bench, type Measurement, measurement } from './bench.ts';

const FACES = 10_000;
/** As of a good recogniser: two faces of one person have a cosine of about a half. */
const OWN_SHARE = Math.SQRT1_2;

/** Persons with 1 to 39 faces each; who each face is of, and its direction. */
function crowd(count: number): { who: number[]; directions: Int8Array<ArrayBuffer> } {
  const random = seededRandom(1);
  const who: number[] = [];
  for (let person = 0; who.length < count; person++)
    for (let face = 0; face < 1 + (person % 39) && who.length < count; face++) who.push(person);
  const direction = () => Float64Array.from({ length: EMBEDDING_LENGTH }, () => normal(random));
  const persons = Array.from({ length: who.at(-1)! + 1 }, direction);
  const directions = new Int8Array(count * EMBEDDING_LENGTH);
  for (const [face, person] of who.entries()) {
    const own = direction();
    for (let at = 0; at < EMBEDDING_LENGTH; at++) {
      const entry = persons[person]![at]! * OWN_SHARE + own[at]! * Math.sqrt(1 - OWN_SHARE ** 2);
      directions[face * EMBEDDING_LENGTH + at] = Math.max(-127, Math.min(127, Math.round(entry * 30)));
    }
  }
  return { who, directions };
}

const pairsAmong = (faces: number): number => (faces * (faces - 1)) / 2;

function measure(): Measurement[] {
  const { who, directions } = crowd(FACES);
  const photos = Int32Array.from(who, (_, face) => face);
  const started = performance.now();
  const cpu = process.threadCpuUsage();
  const groups = groupFaces({ directions, photos, names: who.map(() => null), strictness: 'usual' });
  const { user, system } = process.threadCpuUsage(cpu);
  const clock = performance.now() - started;
  const truth = [...Map.groupBy(who, (person) => person).values()].reduce(
    (sum, own) => sum + pairsAmong(own.length),
    0,
  );
  const [all, right] = groups.reduce(
    ([sum, good], { faces }) => {
      const persons = [...Map.groupBy(faces, (face) => who[face]!).values()];
      return [sum + pairsAmong(faces.length), good + persons.reduce((own, { length }) => own + pairsAmong(length), 0)];
    },
    [0, 0] as [number, number],
  );
  const note = `${FACES} faces of ${who.at(-1)! + 1} persons, made-up directions; ${groups.length} groups`;
  return [
    measurement(
      'grouping, processor time',
      (user + system) / 1000,
      'ms',
      { what: 'the aim', value: 5000 },
      `${note}; ${clock.toFixed(0)} ms on the clock, in a thread of its own`,
    ),
    measurement('pairs of a group that are one person', right / all, 'share', { what: 'the aim', value: 0.99 }, note),
    measurement(
      'pairs of one person that share a group',
      right / truth,
      'share',
      { what: 'the aim', value: 0.9 },
      note,
    ),
  ];
}

export const bench: Bench = {
  name: 'people',
  about: `groups among ${FACES} faces`,
  run: async () => measure(),
};
