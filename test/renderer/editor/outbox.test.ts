/** Saving: at once on the screen, one after the other in the store, and nothing lost when it fails. */
import { describe, expect, test } from 'vitest';
import { removeSelected } from '../../../renderer/editor/face-commands.ts';
import { face, PHOTO, TestEditor } from './test-editor.ts';

const version = (id: number, revision: number) => ({ id: face(id, box).id, image: PHOTO.id, revision, present: true });
const box = { x: 100, y: 100, width: 300, height: 300 };

describe('saving', () => {
  test('an edit is on the screen before it is stored', () => {
    const user = new TestEditor(face(1, box)).drag([200, 200], [210, 200]);
    expect(user.state.faces[0]!.box.x).toBe(110);
    expect(user.state.save).toEqual({ kind: 'saving' });
  });

  test('what is stored is said to be saved', async () => {
    const user = await new TestEditor(face(1, box)).drag([200, 200], [210, 200]).saved();
    expect(user.state.save).toEqual({ kind: 'saved' });
    expect(user.stored.get(user.state.faces[0]!.id)!.box.x).toBe(110);
  });

  test('an answer that says what is shown already changes nothing on the screen', async () => {
    const user = new TestEditor(face(1, box), face(2, { ...box, x: 600 })).drag([200, 200], [210, 200]);
    const { faces } = user.state;
    await user.saved();
    expect(user.state.faces).toBe(faces);
  });

  test('edits made while one is under way build on its revision', async () => {
    const user = new TestEditor(face(1, box)).drag([200, 200], [210, 200]).drag([200, 200], [205, 200]);
    await user.saved();
    expect(user.stored.get(user.state.faces[0]!.id)).toMatchObject({ revision: 3, box: { x: 115 } });
  });

  test('a problem keeps the edit, and it can be sent again', async () => {
    const user = new TestEditor(face(1, box));
    user.nextAnswer = { kind: 'problem', message: 'The disk is full.' };
    await user.drag([200, 200], [210, 200]).saved();
    expect(user.state.save).toEqual({ kind: 'problem', message: 'The disk is full.' });
    expect(user.state.faces[0]!.box.x).toBe(110);
    user.editor.retry();
    await user.saved();
    expect(user.stored.get(user.state.faces[0]!.id)!.box.x).toBe(110);
  });

  test('what cannot be saved can be given up', async () => {
    const user = new TestEditor(face(1, box));
    user.nextAnswer = { kind: 'problem', message: 'The disk is full.' };
    await user.drag([200, 200], [210, 200]).saved();
    user.editor.discard();
    await user.saved();
    expect(user.state.faces[0]!.box.x).toBe(100);
    expect(user.state.save).toEqual({ kind: 'saved' });
  });

  test('an edit that came second is dropped, and what is stored is shown', async () => {
    const user = new TestEditor(face(1, box));
    const [first] = user.stored.values();
    user.stored.set(first!.id, { ...first!, revision: 7, box: { ...box, x: 500 } });
    await user.drag([200, 200], [210, 200]).drag([200, 200], [220, 200]).saved();
    await settled();
    expect(user.state.faces[0]).toMatchObject({ revision: 7, box: { x: 500 } });
    expect(user.commands.map(({ kind }) => kind)).toEqual(['apply', 'load']);
  });

  test('edits of the photo before are stored after the next one is opened', async () => {
    const user = new TestEditor(face(1, box)).drag([200, 200], [210, 200]).drag([200, 200], [220, 200]);
    const [first] = user.state.faces;
    user.editor.open({ ...PHOTO, id: 2 as typeof PHOTO.id }, []);
    await user.saved();
    expect(user.state.faces).toEqual([]);
    expect(user.stored.get(first!.id)!.box.x).toBe(130);
  });

  test('faces keep their order when one changes', async () => {
    const user = new TestEditor(face(1, box), face(2, { ...box, x: 600 })).drag([200, 200], [210, 200]);
    await user.saved();
    expect(user.state.faces.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('a reload shows what something else has changed, under edits that wait', async () => {
    const user = new TestEditor(face(1, box));
    const added = face(9, { ...box, x: 600 });
    user.stored.set(added.id, added);
    user.editor.reload();
    user.drag([200, 200], [210, 200]);
    await user.saved();
    await settled();
    expect(user.state.faces.map(({ id, box }) => [id, box.x])).toEqual([
      [1, 110],
      [9, 600],
    ]);
  });

  test('what a window has changed itself is not read again', async () => {
    const user = new TestEditor(face(1, box)).drag([200, 200], [210, 200]);
    // The core tells every window before it answers the one that asked.
    user.editor.reload([version(1, 2)]);
    await user.saved();
    await settled();
    expect(user.commands.map(({ kind }) => kind)).toEqual(['apply']);
  });

  test('a face that was removed here is not looked for again', async () => {
    const user = new TestEditor(face(1, box));
    user.editor.select(face(1, box).id);
    removeSelected(user.editor);
    user.editor.reload([{ ...version(1, 2), present: false }]);
    await user.saved();
    await settled();
    expect(user.commands.map(({ kind }) => kind)).toEqual(['apply']);
  });

  test('what another window changed is read, in the middle of own changes too', async () => {
    const user = new TestEditor(face(1, box), face(2, { ...box, x: 600 })).drag([200, 200], [210, 200]);
    user.stored.set(face(2, box).id, face(2, { ...box, x: 650 }, { revision: 4 }));
    user.editor.reload([version(1, 2)]);
    user.editor.reload([version(2, 4)]);
    await user.saved();
    await settled();
    expect(user.state.faces.map(({ box }) => box.x)).toEqual([110, 650]);
    expect(user.commands.map(({ kind }) => kind)).toEqual(['apply', 'load']);
  });

  test.each([
    ['added', { ...version(9, 0) }],
    ['deleted', { ...version(1, 2), present: false }],
  ])('a face that another window %s is noticed', async (_, news) => {
    const user = new TestEditor(face(1, box));
    user.stored.clear();
    user.stored.set(face(9, box).id, face(9, box, { revision: 0 }));
    user.editor.reload([news]);
    await settled();
    expect(user.state.faces.map(({ id }) => id)).toEqual([9]);
  });

  test('a change of which nobody tells the faces is read in any case', async () => {
    const user = new TestEditor(face(1, box)).drag([200, 200], [210, 200]);
    user.editor.reload([version(1, 2)]);
    user.editor.reload(null);
    await user.saved();
    await settled();
    expect(user.commands.map(({ kind }) => kind)).toEqual(['apply', 'load']);
  });

  test('undo waits for the edits before it', async () => {
    const user = new TestEditor(face(1, box)).drag([200, 200], [210, 200]);
    user.editor.undo();
    await user.saved();
    expect(user.commands.map(({ kind }) => kind)).toEqual(['apply', 'undo']);
  });
});

/** Until everything that was under way, loads included, is done. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
