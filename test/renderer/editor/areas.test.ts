/** Polygon, lasso, fill, wand and what is given back, in the verbs of the person who uses them. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import { PARSING_PROFILES } from '../../../electron/shared/domain/vocabulary.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import { classAt, reshape } from '../../../renderer/editor/mask-commands.ts';
import type { Mask } from '../../../renderer/editor/mask-edit.ts';
import type { PaintSettings } from '../../../renderer/editor/paint-settings.ts';
import { shownFace, type ToolName } from '../../../renderer/editor/state.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 133, y: 133, width: 134, height: 134 };
const frame = { x: 100, y: 100, width: 200, height: 200 };
const HAIR = 10;
const SKIN = 1;

/** 20 x 20 cells of ten pixels; the upper half is hair. */
const halfHair: Annotation = {
  task: 'parsing',
  value: {
    profile: 'facexformer-11',
    frame,
    width: 20,
    height: 20,
    labels: new Uint8Array(400).fill(HAIR, 0, 200),
  },
  origin: { kind: 'import', format: 'test' },
  confidence: null,
};

function using(tool: ToolName, paint: Partial<PaintSettings> = {}): TestEditor {
  const user = new TestEditor(face(1, box, { annotations: [halfHair] }));
  user.editor.select(user.state.faces[0]!.id);
  user.editor.setTool(tool);
  user.editor.setPaint({ class: 'skin', ...paint });
  return user;
}
const mask = (user: TestEditor): Mask => labelOf(shownFace(user.state, user.state.faces[0]!), 'parsing')!.value;
const count = (user: TestEditor, label: number): number => mask(user).labels.filter((own) => own === label).length;
const held = { shift: false, alt: false, ctrl: false, pressure: 1 };

/** Clicks on the corners of the square from (100 + 10 a, …) to (100 + 10 b, …). */
function square(user: TestEditor, a: number, b: number, alt = false): TestEditor {
  const [low, high] = [100 + 10 * a, 100 + 10 * b];
  for (const [x, y] of [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ] as const) {
    user.editor.pointerMove(user.screen(x, y), { ...held, alt });
    user.editor.pointerDown(user.screen(x, y), 'left', { ...held, alt });
    user.editor.pointerUp(user.screen(x, y), { ...held, alt });
  }
  return user;
}

describe('a polygon', () => {
  test('closed by Enter gives its inside the class', async () => {
    const user = square(using('polygon'), 5, 15);
    expect(count(user, SKIN)).toBe(0);
    expect(user.editor.complete()).toBe(true);
    await user.saved();
    expect(count(user, SKIN)).toBe(100);
    expect(user.patches).toHaveLength(1);
  });

  test('closes with a click on its first corner', async () => {
    const user = await square(using('polygon'), 5, 15).click(150, 150).saved();
    expect(count(user, SKIN)).toBe(100);
    expect(user.state.draft).toBeNull();
  });

  test('closes with a double click', async () => {
    const user = square(using('polygon'), 5, 15).click(150, 250);
    const { view } = user.state;
    user.editor.doubleClick(user.screen(150, 250));
    await user.saved();
    expect(count(user, SKIN)).toBe(100);
    expect(user.state.view).toEqual(view);
  });

  test('undo takes back the last corner, not what was done before', async () => {
    const user = square(using('polygon'), 5, 15);
    user.editor.undo();
    user.editor.complete();
    await user.saved();
    expect(user.commands.map(({ kind }) => kind)).toEqual(['apply']);
    expect(count(user, SKIN)).toBeLessThan(60);
  });

  test('Backspace back to nothing ends it', () => {
    const user = square(using('polygon'), 5, 15);
    for (let corner = 0; corner < 4; corner++) expect(user.editor.back()).toBe(true);
    expect(user.state.draft).toBeNull();
    expect(user.editor.back()).toBe(false);
  });

  test('Escape gives it up', () => {
    const user = square(using('polygon'), 5, 15);
    user.editor.escape();
    expect(user.state).toMatchObject({ draft: null, tool: 'polygon' });
    expect(user.commands).toEqual([]);
  });

  test('goes on while the photo is dragged and zoomed under it', async () => {
    const user = using('polygon').click(150, 150).click(250, 150);
    user.editor.zoomBy(1.5);
    user.click(250, 250).click(150, 250);
    user.editor.complete();
    await user.saved();
    expect(count(user, SKIN)).toBe(100);
  });

  test('subtracts the class, and only that', async () => {
    const user = square(using('polygon', { class: 'hair', mode: 'subtract' }), 5, 15);
    user.editor.complete();
    await user.saved();
    expect(count(user, HAIR)).toBe(200 - 50);
  });

  test('keeps the class inside only', async () => {
    const user = square(using('polygon', { class: 'hair', mode: 'keep' }), 5, 15);
    user.editor.complete();
    await user.saved();
    expect(count(user, HAIR)).toBe(50);
  });

  test('leaves locked classes', async () => {
    const user = square(using('polygon', { locked: new Set(['hair']) }), 5, 15);
    user.editor.complete();
    await user.saved();
    expect(count(user, SKIN)).toBe(50);
    expect(count(user, HAIR)).toBe(200);
  });
});

describe('a lasso', () => {
  const around = (user: TestEditor): TestEditor =>
    user.pointerDown(150, 150).pointerMove(250, 150).pointerMove(250, 250).pointerMove(150, 250);

  test('gives its inside the class when it is let go', async () => {
    const user = await around(using('lasso')).pointerUp(150, 250).saved();
    expect(count(user, SKIN)).toBe(100);
  });

  test('let go with Alt takes the class away', async () => {
    const user = around(using('lasso', { class: 'hair' }));
    user.editor.pointerUp(user.screen(150, 250), { ...held, alt: true });
    await user.saved();
    expect(count(user, HAIR)).toBe(150);
  });

  test('begun with Ctrl goes by the class it begins on, and the one in hand stays', async () => {
    const user = using('lasso');
    user.editor.pointerDown(user.screen(150, 150), 'left', { ...held, ctrl: true });
    await user.pointerMove(250, 150).pointerMove(250, 250).pointerMove(150, 250).pointerUp(150, 250).saved();
    expect([count(user, HAIR), count(user, SKIN)]).toEqual([250, 0]);
    expect(user.state.paint.class).toBe('skin');
  });

  test('shows its way and can be given up', () => {
    const user = around(using('lasso'));
    expect(user.state.draft).toMatchObject({ kind: 'outline' });
    user.editor.cancel();
    expect(user.state.draft).toBeNull();
  });
});

test('a brush with Ctrl pushes the border of what it begins on, background too', async () => {
  const stroke = async (y: number) => {
    const user = using('brush', { size: 10, shape: 'square' });
    user.editor.pointerDown(user.screen(205, y), 'left', { ...held, ctrl: true });
    await user
      .pointerMove(205, 400 - y)
      .pointerUp(205, 400 - y)
      .saved();
    return [count(user, HAIR), count(user, SKIN)];
  };
  const [[down], [up]] = [await stroke(155), await stroke(245)] as [number[], number[]];
  expect(down).toBeGreaterThan(200);
  expect(up).toBeLessThan(200);
});

describe('fill and wand', () => {
  test('fill takes the whole of the class under it', async () => {
    const user = await using('fill').click(150, 250).saved();
    expect(count(user, SKIN)).toBe(200);
  });

  test('fill takes cells apart only if asked to', async () => {
    const split = async (connected: boolean) => {
      const user = using('brush', { size: 1, class: 'skin' });
      await user.drag([105, 205], [295, 205]).saved();
      user.editor.setTool('brush');
      await user.drag([205, 205], [205, 295]).saved();
      user.editor.setTool('fill');
      user.editor.setPaint({ class: 'nose', connected });
      await user.click(150, 250).saved();
      return count(user, 6);
    };
    expect(await split(true)).toBeLessThan(100);
    expect(await split(false)).toBeGreaterThan(160);
  });

  /** The photo is dark left of x = 180 and light right of it. */
  const photo: TestEditor['state']['readPhoto'] = (_frame, { width, height }) => ({
    width,
    height,
    data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => ((at >> 2) % width < 8 ? 30 : 150)),
  });

  test('the wand takes what has the colour under it', async () => {
    const user = using('wand');
    user.editor.show({ readPhoto: photo });
    await user.click(130, 250).saved();
    expect(count(user, SKIN)).toBe(8 * 20);
  });

  test('a drag to the right takes in more colours', async () => {
    const user = using('wand');
    user.editor.show({ readPhoto: photo });
    await user.drag([130, 250], [630, 250]).saved();
    expect(count(user, SKIN)).toBe(400);
  });

  test('without the photo the wand does nothing', () => {
    expect(using('wand').click(130, 250).commands).toEqual([]);
  });
});

describe('giving back', () => {
  test('inside the line the mask is as the model proposed it', async () => {
    const user = using('restore');
    const proposed = { ...halfHair, value: { ...(halfHair.value as Mask), labels: new Uint8Array(400).fill(7) } };
    user.editor.show({ proposals: { face: user.state.faces[0]!.id, annotations: [proposed as Annotation] } });
    user.pointerDown(150, 150).pointerMove(250, 150).pointerMove(250, 250).pointerMove(150, 250);
    await user.pointerUp(150, 250).saved();
    expect(count(user, 7)).toBe(100);
    expect(count(user, HAIR)).toBe(150);
  });

  test('works from a proposal over another frame', async () => {
    const user = using('restore');
    const value = {
      profile: 'facexformer-11' as const,
      frame: { x: 100, y: 100, width: 100, height: 400 },
      width: 50,
      height: 100,
      labels: new Uint8Array(5000).fill(7),
    };
    user.editor.show({
      proposals: { face: user.state.faces[0]!.id, annotations: [{ ...halfHair, value } as Annotation] },
    });
    user.pointerDown(110, 110).pointerMove(290, 110).pointerMove(290, 290).pointerMove(110, 290);
    await user.pointerUp(110, 290).saved();
    expect(count(user, 7)).toBe(9 * 18);
  });

  test('where no model has spoken there is nothing to give back', () => {
    const user = using('restore');
    user.pointerDown(150, 150).pointerMove(250, 150).pointerMove(250, 250).pointerUp(150, 250);
    expect(user.commands).toEqual([]);
  });
});

describe('commands', () => {
  test('growing the class in hand is one step', async () => {
    const user = using('brush', { class: 'hair', amount: 2 });
    user.editor.apply(reshape(user.state, 'grow'));
    await user.saved();
    expect(count(user, HAIR)).toBe(240);
    expect(user.patches).toHaveLength(1);
  });

  test('shrinking a locked class does nothing', () => {
    expect(reshape(using('brush', { class: 'hair', locked: new Set(['hair']) }).state, 'shrink')).toBeNull();
  });

  test('what shrinks does not go to a locked class', () => {
    expect(reshape(using('brush', { class: 'hair', locked: new Set(['background']) }).state, 'shrink')).toBeNull();
  });

  test('the class under the pointer is told', () => {
    const user = using('brush');
    expect(classAt(user.state, user.screen(150, 120))).toBe('hair');
    expect(classAt(user.state, user.screen(150, 250))).toBe('background');
    expect(classAt(user.state, user.screen(50, 50))).toBeNull();
  });
});

test('tidying takes away what is called an eye where the landmarks know of none', () => {
  const EYE = PARSING_PROFILES['facexformer-11'].indexOf('right_eye');
  const labels = new Uint8Array(400).fill(SKIN).fill(EYE, 104, 105).fill(EYE, 312, 314);
  const origin = { kind: 'import', format: 'test' } as const;
  // All of them in the first of the two, which is the fifth cell of the sixth row.
  const points = Array.from({ length: 68 }, (_, at): [number, number] => [142 + (at % 7), 152 + (at % 5)]);
  const user = new TestEditor(
    face(1, box, {
      annotations: [
        { task: 'parsing', value: { ...halfHair.value, labels }, origin, confidence: null } as Annotation,
        { task: 'landmarks', value: { points, spread: null }, origin, confidence: null },
      ],
    }),
  );
  user.editor.select(user.state.faces[0]!.id);
  user.editor.apply(reshape(user.state, 'tidy'));
  expect([count(user, EYE), count(user, SKIN)]).toEqual([1, 399]);
});
