/** Rendered scenes: several people in one picture, each with its own truth. */
import { expect, test } from 'vitest';
import { renderPeople, showsSomebody } from '../../../electron/datasets/rendered/people.ts';
import { createRenderer } from '../../../electron/datasets/rendered/renderer.ts';
import { PARSING_19 } from '../../../electron/shared/domain/vocabulary.ts';

const renderer = createRenderer();
const SKIN = PARSING_19.indexOf('skin');

test('a scene has the people asked for, each with skin in the middle of its box', () => {
  const scene = renderer.renderScene({ seed: 3, width: 320, height: 240, people: 3 });
  expect(scene.faces).toHaveLength(3);
  for (const { truth, labels, frame, shown } of scene.faces) {
    if (shown < 0.8) continue;
    const inside = { x: truth.box.x - frame.x, y: truth.box.y - frame.y };
    let skin = 0;
    for (let y = 0; y < truth.box.height; y++)
      for (let x = 0; x < truth.box.width; x++)
        if (labels['celebamask-19'][Math.floor(inside.y + y) * frame.width + Math.floor(inside.x + x)] === SKIN) skin++;
    expect(skin / (truth.box.width * truth.box.height)).toBeGreaterThan(0.2);
  }
});

test('a scene without people has no faces and still a picture', () => {
  const scene = renderer.renderScene({ seed: 4, width: 64, height: 48, people: 0 });
  expect(scene.faces).toEqual([]);
  expect(scene.pixels).toHaveLength(64 * 48 * 3);
});

test('who stands nearer hides what is behind', () => {
  let hidden = 0;
  for (let seed = 0; seed < 8; seed++)
    for (const { shown, truth } of renderer.renderScene({ seed, width: 200, height: 150, people: 6 }).faces) {
      if (shown > 0.97) continue;
      hidden++;
      expect(truth.landmarksVisible.every(Boolean)).toBe(false);
    }
  expect(hidden).toBeGreaterThan(2);
});

test('a scene to look at shows somebody, and is the one of its seed where that does', () => {
  const size = { width: 160, height: 120 };
  const seeds = [41, 42, 43, 44, 45, 46];
  const plain = seeds.map((seed) => renderer.renderScene({ seed, ...size }));
  expect(plain.filter((scene) => !showsSomebody(scene)).length).toBeGreaterThan(0);
  for (const [at, seed] of seeds.entries()) {
    const scene = renderPeople(renderer, seed, size);
    expect(showsSomebody(scene)).toBe(true);
    if (showsSomebody(plain[at]!)) expect(scene.pixels).toEqual(plain[at]!.pixels);
  }
}, 240_000);
