/** The editor in the verbs of the person who uses it. */

import { describe, expect, test } from 'vitest';
import { HANDLES, handlePoint } from '../../../renderer/editor/box-edit.ts';
import { judgeSelected, nudgeSelected, removeSelected } from '../../../renderer/editor/face-commands.ts';
import { toScreen, zoomOf } from '../../../renderer/editor/view.ts';
import { face, PHOTO, TestEditor } from './test-editor.ts';

const large = { x: 100, y: 100, width: 300, height: 300 };
const small = { x: 200, y: 200, width: 60, height: 80 };
const apart = { x: 600, y: 400, width: 100, height: 120 };

describe('selecting', () => {
  test('a click selects the face under it', () => {
    expect(new TestEditor(face(1, large), face(2, apart)).click(650, 450).state.selected).toBe(2);
  });

  test('where boxes overlap the smaller one wins', () => {
    expect(new TestEditor(face(1, small), face(2, large)).click(230, 230).state.selected).toBe(1);
  });

  test('a click on nothing deselects', () => {
    expect(new TestEditor(face(1, large)).click(200, 200).click(900, 700).state.selected).toBeNull();
  });

  test('a click stores nothing', () => {
    expect(new TestEditor(face(1, large)).click(200, 200).commands).toEqual([]);
  });

  test('a hidden overlay cannot be clicked', () => {
    const user = new TestEditor(face(1, large));
    user.editor.show({ overlay: false });
    expect(user.click(200, 200).state.selected).toBeNull();
  });

  test('Tab goes round the faces in both directions', () => {
    const user = new TestEditor(face(1, large), face(2, apart), face(3, small));
    const visit = (step: 1 | -1) => {
      user.editor.selectNext(step);
      return user.state.selected;
    };
    expect([visit(1), visit(1), visit(1), visit(1), visit(-1), visit(-1)]).toEqual([1, 2, 3, 1, 3, 2]);
  });

  test('Shift+Tab begins at the last face', () => {
    const user = new TestEditor(face(1, large), face(2, apart));
    user.editor.selectNext(-1);
    expect(user.state.selected).toBe(2);
  });

  test('the pointer over a face names it, and its handles once it is selected', () => {
    const user = new TestEditor(face(1, large)).pointerMove(200, 200);
    expect(user.state.hover).toEqual({ kind: 'face', face: 1 });
    expect(user.editor.cursor).toBe('pointer');
    user.click(200, 200).pointerMove(400, 400);
    expect(user.state.hover).toEqual({ kind: 'handle', face: 1, handle: 'se' });
    expect(user.editor.cursor).toBe('nwse-resize');
  });

  test('opening a photo selects the first face that waits', () => {
    const user = new TestEditor();
    user.editor.open(PHOTO, [face(1, large, { review: 'accepted' }), face(2, apart)]);
    expect(user.state.selected).toBe(2);
  });
});

describe('moving', () => {
  test('a drag moves the box and is stored once, at its end', async () => {
    const user = new TestEditor(face(1, large)).pointerDown(200, 200).pointerMove(250, 210).pointerMove(260, 220);
    expect(user.commands).toEqual([]);
    await user.pointerUp(260, 220).saved();
    expect(user.patches).toEqual([
      {
        face: 1,
        changes: [
          {
            field: 'box',
            from: { box: large, origin: { kind: 'import', format: 'test' } },
            to: { box: { ...large, x: 160, y: 120 }, origin: { kind: 'person', name: 'Ada' } },
          },
        ],
      },
    ]);
  });

  test('the face stays where it is until the end, and the draft shows where it goes', () => {
    const user = new TestEditor(face(1, large)).pointerDown(200, 200).pointerMove(260, 220);
    expect(user.state.faces[0]!.box).toEqual(large);
    expect(user.state.draft).toEqual({ kind: 'box', face: 1, box: { ...large, x: 160, y: 120 } });
  });

  test('a tremble is a click', () => {
    expect(new TestEditor(face(1, large)).drag([200, 200], [202, 201]).commands).toEqual([]);
  });

  test('Escape in the middle puts the box and the selection back', () => {
    const user = new TestEditor(face(1, large), face(2, apart)).click(650, 450);
    user.pointerDown(200, 200).pointerMove(300, 300);
    expect(user.editor.escape()).toBe(true);
    user.pointerMove(310, 310).pointerUp(310, 310);
    expect(user.state).toMatchObject({ draft: null, selected: 2 });
    expect(user.commands).toEqual([]);
  });

  test('undo in the middle only ends the gesture', () => {
    const user = new TestEditor(face(1, large)).pointerDown(200, 200).pointerMove(300, 300);
    user.editor.undo();
    expect(user.state.draft).toBeNull();
    expect(user.commands).toEqual([]);
  });

  test('a zoom in the middle keeps the box under the pointer', () => {
    const user = new TestEditor(face(1, large)).pointerDown(200, 200).pointerMove(260, 220);
    user.editor.zoomBy(2, user.state.pointer!);
    expect(user.state.draft).toMatchObject({ box: { x: 160, y: 120 } });
  });
});

describe('resizing', () => {
  test.each(HANDLES)('dragging the %s handle resizes from there', async (handle) => {
    const user = new TestEditor(face(1, large)).click(250, 250);
    const { x, y } = handlePoint(large, handle);
    await user.drag([x, y], [x + 20, y - 10]).saved();
    const moved = handlePoint(user.selectedBox!, handle);
    const along = (by: number, ...letters: string[]) => (letters.some((letter) => handle.includes(letter)) ? by : 0);
    expect([moved.x - x, moved.y - y]).toEqual([along(20, 'w', 'e'), along(-10, 'n', 's')]);
  });

  test('handles belong to the selected face only', () => {
    expect(new TestEditor(face(1, large)).drag([400, 400], [420, 420]).state.faces[0]!.box.width).toBe(300);
  });

  test('a tiny box can still be moved by its middle', async () => {
    const user = new TestEditor(face(1, { x: 500, y: 500, width: 6, height: 6 })).click(503, 503);
    await user.drag([503, 503], [523, 503]).saved();
    expect(user.selectedBox).toEqual({ x: 520, y: 500, width: 6, height: 6 });
  });
});

describe('drawing', () => {
  const drawing = (...faces: Parameters<typeof face>[]) => {
    const user = new TestEditor(...faces.map((each) => face(...each)));
    user.editor.setTool('draw-box');
    return user;
  };

  test('a drag draws a new face, in whole pixels', async () => {
    const user = await drawing().drag([100.4, 50.2], [180.3, 149.7]).saved();
    expect(user.commands).toEqual([{ kind: 'add', image: 1, box: { x: 100, y: 50, width: 80, height: 100 } }]);
  });

  test('the new face is selected and the select tool is back', async () => {
    const user = await drawing().drag([100, 50], [180, 150]).saved();
    expect(user.state).toMatchObject({ tool: 'select', selected: 100, arriving: [] });
  });

  test('the box is on the screen before the store has answered', () => {
    const user = drawing().drag([100, 50], [180, 150]);
    expect(user.state.arriving).toEqual([{ x: 100, y: 50, width: 80, height: 100 }]);
  });

  test('it draws over faces that are there', async () => {
    const user = await drawing([1, large]).drag([150, 150], [250, 250]).saved();
    expect(user.state.faces).toHaveLength(2);
  });

  test('a tiny drag is ignored', () => {
    expect(drawing().drag([100, 50], [102, 53]).commands).toEqual([]);
  });

  test('Escape in the middle draws nothing and keeps the tool', () => {
    const user = drawing().pointerDown(100, 100).pointerMove(200, 200);
    user.editor.escape();
    expect(user.pointerUp(200, 200).commands).toEqual([]);
    expect(user.state.tool).toBe('draw-box');
  });
});

describe('panning', () => {
  test.each(['space', 'middle'] as const)('%s drags the photo from any tool', (how) => {
    const user = new TestEditor(face(1, large));
    if (how === 'space') user.editor.grab(true);
    const start = user.state.view;
    user.editor.pointerDown({ x: 200, y: 200 }, how === 'middle' ? 'middle' : 'left');
    expect(user.editor.cursor).toBe('grabbing');
    user.editor.pointerMove({ x: 230, y: 190 });
    user.editor.pointerUp({ x: 230, y: 190 });
    expect(user.state.view).toEqual({ scale: start.scale, x: start.x + 30, y: start.y - 10 });
    expect(user.state.faces[0]!.box).toEqual(large);
  });

  test('Escape in the middle goes back', () => {
    const user = new TestEditor();
    const { view } = user.state;
    user.editor.pointerDown({ x: 200, y: 200 }, 'middle');
    user.editor.pointerMove({ x: 300, y: 300 });
    user.editor.escape();
    expect(user.state.view).toEqual(view);
  });
});

describe('zooming', () => {
  test('the wheel keeps the point under the cursor', () => {
    const user = new TestEditor();
    const before = toScreen(user.state.view, { x: 333, y: 444 });
    user.editor.zoomBy(1.7, before);
    const after = toScreen(user.state.view, { x: 333, y: 444 });
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  test('a double click on a face shows it large, one beside it shows the whole photo', () => {
    const user = new TestEditor(face(1, small));
    const fitted = user.state.view;
    user.editor.doubleClick(toScreen(fitted, { x: 230, y: 240 }));
    expect(zoomOf(user.state.view, user.state.viewport)).toBeGreaterThan(4);
    user.editor.doubleClick({ x: 5, y: 5 });
    expect(user.state.view).toEqual(fitted);
  });

  test('1 shows the photo at 100 %', () => {
    const user = new TestEditor();
    user.editor.zoomBy(5);
    user.editor.showActualSize();
    expect(zoomOf(user.state.view, user.state.viewport)).toBe(1);
  });

  test('Tab to a face off the screen goes there', () => {
    const user = new TestEditor(face(1, { x: 10, y: 10, width: 20, height: 20 }), face(2, apart));
    user.editor.zoomToFace(user.state.faces[0]!.id);
    user.editor.select(user.state.faces[1]!.id);
    const { x, y } = toScreen(user.state.view, { x: 650, y: 460 });
    expect([Math.round(x), Math.round(y)]).toEqual([524, 424]);
  });
});

describe('nudging', () => {
  test('arrows held down move by pixels and are stored once, when let go', async () => {
    const user = new TestEditor(face(1, large)).click(200, 200);
    nudgeSelected(user.editor, 'box', 1, 0);
    nudgeSelected(user.editor, 'box', 1, 0);
    nudgeSelected(user.editor, 'box', 0, -10);
    expect(user.commands).toEqual([]);
    user.editor.settle();
    await user.saved();
    expect(user.patches).toHaveLength(1);
    expect(user.selectedBox).toEqual({ ...large, x: 102, y: 90 });
  });

  test('with Alt they resize', async () => {
    const user = new TestEditor(face(1, large)).click(200, 200);
    nudgeSelected(user.editor, 'corner', -10, 1);
    user.editor.settle();
    await user.saved();
    expect(user.selectedBox).toEqual({ ...large, width: 290, height: 301 });
  });

  test('Escape takes them back', () => {
    const user = new TestEditor(face(1, large)).click(200, 200);
    nudgeSelected(user.editor, 'box', 10, 0);
    user.editor.escape();
    expect(user.state.draft).toBeNull();
    expect(user.commands).toEqual([]);
  });

  test('going to another face keeps them', async () => {
    const user = new TestEditor(face(1, large), face(2, apart)).click(200, 200);
    nudgeSelected(user.editor, 'box', 10, 0);
    user.editor.selectNext(1);
    await user.saved();
    expect(user.state.faces[0]!.box.x).toBe(110);
  });
});

describe('judging', () => {
  test('accepting goes to the next face that waits', async () => {
    const user = new TestEditor(face(1, large), face(2, small, { review: 'rejected' }), face(3, apart)).click(120, 120);
    expect(judgeSelected(user.editor, 'accepted')).toBe(true);
    await user.saved();
    expect(user.state).toMatchObject({ selected: 3, faces: [{ review: 'accepted' }, {}, {}] });
  });

  test('judging the last one says that none waits any more', () => {
    const user = new TestEditor(face(1, large)).click(200, 200);
    expect(judgeSelected(user.editor, 'rejected')).toBe(false);
  });

  test('with nothing selected it begins at the first face that waits', () => {
    const user = new TestEditor(face(1, large, { review: 'accepted' }), face(2, apart));
    expect(judgeSelected(user.editor, 'accepted')).toBe(true);
    expect(user.state.selected).toBe(2);
    expect(user.commands).toEqual([]);
  });

  test('a face can be opened again and stays selected', async () => {
    const user = new TestEditor(face(1, large, { review: 'accepted' }), face(2, apart)).click(200, 200);
    judgeSelected(user.editor, 'open');
    await user.saved();
    expect(user.state).toMatchObject({ selected: 1, faces: [{ review: 'open' }, {}] });
  });

  test('deleting selects the next face', async () => {
    const user = new TestEditor(face(1, large), face(2, apart)).click(200, 200);
    removeSelected(user.editor);
    await user.saved();
    expect(user.state.faces.map(({ id }) => id)).toEqual([2]);
    expect(user.state.selected).toBe(2);
  });
});

describe('Escape', () => {
  test('steps back from tool, then selection, then asks the page to leave', () => {
    const user = new TestEditor(face(1, large)).click(200, 200);
    user.editor.setTool('draw-box');
    expect(user.editor.escape()).toBe(true);
    expect(user.state).toMatchObject({ tool: 'select', selected: 1 });
    expect(user.editor.escape()).toBe(true);
    expect(user.state.selected).toBeNull();
    expect(user.editor.escape()).toBe(false);
  });
});
