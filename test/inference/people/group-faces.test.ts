/** Faces of one person are found among those of others, whatever scale the network's likenesses have. */
import { describe, expect, test } from 'vitest';
import { groupFaces } from '../../../electron/inference/people/group-faces.ts';
import { normal, seededRandom } from '../../../electron/shared/domain/random.ts';
import { EMBEDDING_LENGTH } from '../../../electron/shared/domain/vocabulary.ts';

/** `common` is what all faces share, so that even strangers are alike: 0 to 1. */
function crowd(who: readonly number[], common = 0): Int8Array<ArrayBuffer> {
  const random = seededRandom(8);
  const direction = () => Float64Array.from({ length: EMBEDDING_LENGTH }, () => normal(random));
  const [everybody, persons] = [direction(), Array.from({ length: Math.max(...who) + 1 }, direction)];
  return Int8Array.from(
    who.flatMap((person) => {
      const own = direction();
      return Array.from({ length: EMBEDDING_LENGTH }, (_, at) => {
        const entry = common * 2 * everybody[at]! + persons[person]![at]! + 0.8 * own[at]!;
        return Math.max(-127, Math.min(127, Math.round(20 * entry)));
      });
    }),
  );
}

/** 40 strangers, three persons with several faces each. */
const WHO = [...Array.from({ length: 40 }, (_, person) => person), 40, 40, 40, 40, 40, 41, 41, 41, 42, 42];
const apart = Int32Array.from(WHO, (_, face) => face);
const nobody = WHO.map(() => null);
const group = (more: Partial<Parameters<typeof groupFaces>[0]> = {}) =>
  groupFaces({ directions: crowd(WHO), photos: apart, names: nobody, strictness: 'usual', ...more });
const sorted = (faces: readonly number[]) => faces.toSorted((a, b) => a - b);

describe('groups of faces', () => {
  test.each([0, 1])('are the persons with several faces, the largest first, when strangers share %d', (common) => {
    const groups = group({ directions: crowd(WHO, common) });
    expect(groups.map(({ faces }) => sorted(faces))).toEqual([
      [40, 41, 42, 43, 44],
      [45, 46, 47],
      [48, 49],
    ]);
  });

  test('never hold two faces of one photo', () => {
    const photos = apart.with(41, 40) as Int32Array<ArrayBuffer>;
    const [largest] = group({ photos });
    expect(largest!.faces).toHaveLength(4);
    expect(largest!.faces.filter((face) => face === 40 || face === 41)).toHaveLength(1);
  });

  test('leave named faces out, and say whom the others look like', () => {
    const names = nobody.map((_, face) => (face === 40 || face === 41 ? 'Anna' : face === 3 ? 'Bert' : null));
    const groups = group({ names });
    expect(groups.map(({ faces, maybe }) => [sorted(faces), maybe?.name])).toEqual([
      [[42, 43, 44], 'Anna'],
      [[45, 46, 47], undefined],
      [[48, 49], undefined],
    ]);
    expect(groups[0]!.maybe!.likeness).toBeGreaterThan(0.5);
  });

  test('are found in lists too, where there are too many faces to hold each against each', () => {
    const many = Array.from({ length: 1500 }, (_, face) => Math.floor(face / 5));
    const groups = group({
      directions: crowd(many),
      photos: Int32Array.from(many, (_, face) => face),
      names: many.map(() => null),
    });
    const whole = groups.filter(
      ({ faces }) => faces.length === 5 && new Set(faces.map((face) => many[face])).size === 1,
    );
    expect(whole.length).toBeGreaterThan(285);
    expect(groups.every(({ faces }) => new Set(faces.map((face) => many[face])).size === 1)).toBe(true);
  });

  test.each([0, 1])('are none among %d faces', (count) => {
    const none = { directions: crowd(WHO).slice(0, count * EMBEDDING_LENGTH), photos: apart.slice(0, count) };
    expect(group({ ...none, names: nobody.slice(0, count) })).toEqual([]);
  });
});
