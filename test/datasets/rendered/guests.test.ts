/** Who stands in scenes, and where. */
import { expect, test } from 'vitest';
import { guestsOf } from '../../../electron/datasets/rendered/guests.ts';
import { lightOf } from '../../../electron/datasets/rendered/light.ts';
import { placesOf } from '../../../electron/datasets/rendered/places.ts';
import { Random } from '../../../electron/datasets/rendered/random.ts';
import { createRenderer } from '../../../electron/datasets/rendered/renderer.ts';

const light = lightOf(new Random(1));
const guests = (seed: number, people?: number) =>
  guestsOf(people === undefined ? {} : { people }, 448, 352, light, new Random(seed));

test('rows stand one before the other, all of about one size, none over the face of another', () => {
  let rows = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { arrangement, places } = placesOf(new Random(seed), 448, 352, undefined);
    if (arrangement !== 'rows') continue;
    rows++;
    const sizes = places.map(({ size }) => size);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(2);
    for (const [i, a] of places.entries())
      for (const b of places.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.6 * a.size);
    // Who is drawn last stands before the others, which is lower in the picture.
    expect(places.at(-1)!.y).toBeGreaterThanOrEqual(places[0]!.y - places[0]!.size);
  }
  expect(rows).toBeGreaterThan(15);
});

test('some people of a scene of its own choice stand with their back to the camera, nobody of those who are asked for', () => {
  const all = Array.from({ length: 60 }, (_, seed) => guests(seed)).flat();
  const behind = all.filter((guest) => guest.behind);
  expect(behind.length / all.length).toBeGreaterThan(0.04);
  expect(behind.length / all.length).toBeLessThan(0.2);
  for (const { plan } of behind) expect(Math.abs(plan.view.head.yaw)).toBeGreaterThan(2.4);
  expect(
    Array.from({ length: 20 }, (_, seed) => guests(seed, 6))
      .flat()
      .some((guest) => guest.behind),
  ).toBe(false);
});

test('who is seen from behind has no face in the truth of the scene', () => {
  const seed = Array.from({ length: 60 }, (_, each) => each).find((each) => {
    const random = new Random(each, 'scene');
    const found = guestsOf({}, 96, 80, lightOf(random.part('light')), random);
    return found.some(({ behind }) => behind) && found.length < 6;
  })!;
  const random = new Random(seed, 'scene');
  const found = guestsOf({}, 96, 80, lightOf(random.part('light')), random);
  const { faces } = createRenderer().renderScene({ seed, width: 96, height: 80 });
  expect(faces).toHaveLength(found.filter(({ behind }) => !behind).length);
});

test('a suit is dark and plain, and no child wears one', () => {
  const suits = Array.from({ length: 60 }, (_, seed) => guests(seed))
    .flat()
    .filter(({ suit }) => suit);
  expect(suits.length).toBeGreaterThan(10);
  for (const { plan, figure } of suits) {
    expect(figure).toBe(true);
    expect(plan.years).toBeGreaterThan(12);
    expect(Math.max(...plan.look.clothes.colour)).toBeLessThan(0.15);
    expect(plan.look.clothes.tie).toBeNull();
  }
});
