/** Painting masks in the verbs of the person who paints. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../electron/shared/domain/annotation.ts';
import { invertPatch } from '../../../electron/shared/domain/patch.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import type { Mask } from '../../../renderer/editor/mask-edit.ts';
import type { PaintSettings } from '../../../renderer/editor/paint-settings.ts';
import { selectedFace, shownFace } from '../../../renderer/editor/state.ts';
import { face, TestEditor } from './test-editor.ts';

/** Its frame is (100, 100) to (300, 300): with a map of 20 x 20 a cell is ten pixels. */
const box = { x: 133, y: 133, width: 134, height: 134 };
const frame = { x: 100, y: 100, width: 200, height: 200 };

const mapOf = (fill: (x: number, y: number) => number): Annotation => ({
  task: 'parsing',
  value: {
    profile: 'facexformer-11',
    frame,
    width: 20,
    height: 20,
    labels: Uint8Array.from({ length: 400 }, (_, at) => fill(at % 20, Math.floor(at / 20))),
  },
  origin: { kind: 'import', format: 'test' },
  confidence: null,
});

const HAIR = 10;
const SKIN = 1;
/** The upper half is hair. */
const halfHair = mapOf((_x, y) => (y < 10 ? HAIR : 0));

function painting(paint: Partial<PaintSettings>, annotations: Annotation[] = [halfHair]): TestEditor {
  const user = new TestEditor(face(1, box, { annotations }));
  user.editor.setTool('brush');
  user.editor.setPaint({ class: 'skin', size: 1, ...paint });
  return user;
}

const mask = (user: TestEditor): Mask => labelOf(shownFace(user.state, user.state.faces[0]!), 'parsing')!.value;

/** The cells of a class, as «x,y». */
const cells = (user: TestEditor, label: number): string[] => {
  const { labels, width } = mask(user);
  return [...labels.entries()].flatMap(([at, own]) => (own === label ? `${at % width},${Math.floor(at / width)}` : []));
};

describe('the brush', () => {
  test('a click paints the cell under it', async () => {
    const user = await painting({}).click(155, 265).saved();
    expect(cells(user, SKIN)).toEqual(['5,16']);
  });

  test('a drag paints its whole way, however far the pointer jumps', async () => {
    const user = await painting({}).drag([155, 265], [195, 265]).saved();
    expect(cells(user, SKIN)).toEqual(['5,16', '6,16', '7,16', '8,16', '9,16']);
  });

  test('a round brush covers the cells whose middle is within its radius', async () => {
    const user = await painting({ size: 4 }).click(200, 250).saved();
    const inside: string[] = [];
    for (let y = 0; y < 20; y++)
      for (let x = 0; x < 20; x++) if (Math.hypot(x + 0.5 - 10, y + 0.5 - 15) <= 2) inside.push(`${x},${y}`);
    expect(inside).toHaveLength(12);
    expect(cells(user, SKIN)).toEqual(inside);
  });

  test('a square brush covers a square', async () => {
    const user = await painting({ size: 4, shape: 'square' }).click(200, 250).saved();
    expect(cells(user, SKIN)).toHaveLength(16);
  });

  test('a softer pen paints thinner, unless its pressure does not count', async () => {
    const press = (pressure: boolean) => {
      const user = painting({ size: 8, pressure });
      user.editor.pointerDown(user.screen(200, 250), 'left', { shift: false, alt: false, ctrl: false, pressure: 0.25 });
      return cells(user, SKIN).length;
    };
    expect(press(true)).toBe(4);
    expect(press(false)).toBeGreaterThan(40);
  });

  test('every place between two frames counts', () => {
    const user = painting({}).pointerDown(155, 265);
    user.editor.pointerMove(user.screen(155, 205), undefined, [user.screen(255, 265), user.screen(255, 205)]);
    expect(cells(user, SKIN)).toContain('15,13');
  });

  test('what leaves the frame is not painted, what comes back is', async () => {
    const user = painting({}).pointerDown(115, 265).pointerMove(15, 265).pointerMove(15, 285).pointerMove(115, 285);
    await user.pointerUp(115, 285).saved();
    expect(cells(user, SKIN)).toEqual(['0,16', '1,16', '0,18', '1,18']);
  });

  test('the right button erases', async () => {
    const user = painting({});
    user.editor.pointerDown(user.screen(155, 125), 'right');
    await user.pointerUp(155, 125).saved();
    expect(mask(user).labels[2 * 20 + 5]).toBe(0);
  });

  test('the stroke shows before it is stored, and is stored once', async () => {
    const user = painting({}).pointerDown(155, 265).pointerMove(195, 265);
    expect(cells(user, SKIN)).toHaveLength(5);
    expect(user.commands).toEqual([]);
    await user.pointerUp(195, 265).saved();
    expect(user.patches).toHaveLength(1);
  });

  test('Escape takes the stroke back and stores nothing', () => {
    const user = painting({}).pointerDown(155, 265).pointerMove(195, 265);
    user.editor.escape();
    expect(cells(user, SKIN)).toEqual([]);
    expect(user.pointerUp(195, 265).commands).toEqual([]);
    expect(user.state.tool).toBe('brush');
  });

  test('painting what is there already stores nothing', () => {
    expect(painting({ class: 'hair' }).click(155, 125).commands).toEqual([]);
  });

  test('a stroke is small in the log however large the map', async () => {
    const large = mapOf(() => 0);
    const value = { ...(large.value as Mask), width: 1024, height: 1024, labels: new Uint8Array(1024 * 1024) };
    const user = await painting({ size: 40 }, [{ ...large, value } as Annotation])
      .drag([150, 150], [250, 250])
      .saved();
    const change = user.patches[0]!.changes[0]!;
    if (change.field !== 'cells') throw new Error(change.field);
    expect(cells(user, SKIN).length).toBeGreaterThan(25_000);
    expect(change.runs.length + change.from.labels.length + change.to.labels.length).toBeLessThan(5_000);
  });

  test('the patch read backwards gives the map as it was', async () => {
    const user = await painting({ size: 9 }).drag([150, 150], [250, 250]).saved();
    user.editor.apply(invertPatch(user.patches[0]!));
    expect(mask(user).labels).toEqual((halfHair.value as Mask).labels);
  });
});

describe('rules', () => {
  test('only over hair leaves the rest', async () => {
    const user = await painting({ only: 'hair' }).drag([155, 185], [155, 225]).saved();
    expect(cells(user, SKIN)).toEqual(['5,8', '5,9']);
  });

  test('a locked class stays', async () => {
    const user = await painting({ locked: new Set(['hair']) })
      .drag([155, 185], [155, 225])
      .saved();
    expect(cells(user, SKIN)).toEqual(['5,10', '5,11', '5,12']);
  });

  test('the mirror paints the other side with the other side’s class', async () => {
    const user = await painting({ class: 'left_eye', mirrored: true }).click(255, 265).saved();
    expect(cells(user, 5)).toEqual(['15,16']);
    expect(cells(user, 4)).toEqual(['4,16']);
  });

  test('a class that the list of the map lacks is not painted', () => {
    expect(painting({ class: 'hat' }).click(155, 265).commands).toEqual([]);
  });
});

describe('a face without a mask', () => {
  test('gets an empty one in the same step', async () => {
    const user = await painting({}, []).click(200, 250).saved();
    expect(user.patches[0]!.changes.map(({ field }) => field)).toEqual(['annotation', 'cells']);
    expect(cells(user, SKIN)).toHaveLength(1);
    expect(mask(user)).toMatchObject({ width: 256, height: 256 });
  });

  test('is painted where the press is, whichever face was selected', async () => {
    const other = { ...box, x: 600 };
    const user = new TestEditor(face(1, box), face(2, other));
    user.editor.setTool('brush');
    user.click(200, 200);
    await user.click(650, 200).saved();
    expect(selectedFace(user.state)?.id).toBe(2);
    expect(user.patches.map(({ face: painted }) => painted)).toEqual([1, 2]);
  });
});

describe('the size', () => {
  test('follows the wheel with Alt held, which does not zoom', () => {
    const user = painting({ size: 24 });
    const { view } = user.state;
    user.editor.wheel(1, user.screen(200, 200), { shift: false, alt: true, ctrl: false, pressure: 1 });
    expect(user.state.paint.size).toBe(27);
    expect(user.state.view).toEqual(view);
  });

  test('without Alt the wheel zooms', () => {
    const user = painting({ size: 24 });
    user.editor.wheel(1, user.screen(200, 200));
    expect(user.state.paint.size).toBe(24);
    expect(user.state.view.scale).toBeGreaterThan(1);
  });
});
