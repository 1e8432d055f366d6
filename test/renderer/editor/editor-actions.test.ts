/** The editor's keys, from the press to what it does. */

import { describe, expect, test } from 'vitest';
import type { Patch } from '../../../electron/shared/domain/patch.ts';
import { ATTRIBUTES, type Task } from '../../../electron/shared/domain/vocabulary.ts';
import { actionForPress } from '../../../renderer/actions/use-actions.ts';
import { judgeSelected } from '../../../renderer/editor/face-commands.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import { sayAttribute } from '../../../renderer/editor/review-edits.ts';
import { editorActions } from '../../../renderer/pages/editor-actions.ts';
import { passActions } from '../../../renderer/pages/pass-actions.ts';
import { face, TestEditor } from './test-editor.ts';

const box = { x: 100, y: 100, width: 300, height: 300 };

function open(...faces: ReturnType<typeof face>[]) {
  const user = new TestEditor(...faces);
  const steps: string[] = [];
  const session = {
    editor: user.editor,
    step: async (to: 'next' | 'previous') => {
      steps.push(to);
    },
    // As a stay in the editor does it while photos follow the gallery.
    judge: async (review: 'accepted' | 'rejected') => {
      if (!judgeSelected(user.editor, review)) steps.push('next');
    },
    skip: async () => {
      steps.push('skip');
    },
    goOn: async () => {
      steps.push('go on');
    },
    goBack: async () => {
      steps.push('go back');
    },
    propose: async () => {
      steps.push('propose');
    },
    historyLabel: (step: 'undo' | 'redo') => `${step} accept face`,
  };
  const actions = editorActions(session);
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    actionForPress(
      { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more },
      actions,
    )?.run();
  return { user, steps, press };
}

describe('keys of a pass through one task', () => {
  const proposed = face(1, box, {
    annotations: [
      { task: 'race', value: { label: 'Asian' }, origin: { kind: 'import', format: 'test' }, confidence: null },
    ],
  });
  const passing = (task: Task, ...faces: ReturnType<typeof face>[]) => {
    const user = new TestEditor(...faces);
    user.click(200, 200);
    let answers = 0;
    const answer = async (patch: Patch | null) => {
      user.editor.apply(patch);
      answers++;
    };
    const actions = passActions({ editor: user.editor, answer }, task);
    const press = (key: string) =>
      actionForPress({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }, actions)?.run();
    const said = () => labelOf(user.state.faces[0]!, task);
    return { press, said, answers: () => answers };
  };

  test('a digit is an answer and goes on', () => {
    const { press, said, answers } = passing('race', face(1, box));
    press('2');
    expect(said()).toMatchObject({ value: { label: 'Black' }, origin: { kind: 'person', name: 'Ada' } });
    expect(answers()).toBe(1);
  });

  test('Enter finds right what is said, of the one task alone', () => {
    const { press, said, answers } = passing('race', proposed);
    press('Enter');
    expect(said()).toMatchObject({ value: { label: 'Asian' }, origin: { kind: 'person', accepts: 'test' } });
    expect(answers()).toBe(1);
  });

  test('Enter stays where nothing is said', () => {
    const { press, answers } = passing('landmarks', face(1, box));
    press('Enter');
    expect(answers()).toBe(0);
  });
});

describe('keys', () => {
  test('Enter accepts one face after the other, then goes to the next photo', async () => {
    const { user, steps, press } = open(face(1, box), face(2, { ...box, x: 600 }));
    press('Enter');
    press('Enter');
    expect(steps).toEqual([]);
    press('Enter');
    expect(steps).toEqual(['next']);
    await user.saved();
    expect([...user.stored.values()].map(({ review }) => review)).toEqual(['accepted', 'accepted']);
  });

  test('r rejects the selected face', async () => {
    const { user, press } = open(face(1, box), face(2, { ...box, x: 600 }));
    user.click(200, 200);
    press('r');
    await user.saved();
    expect(user.state.faces[0]!.review).toBe('rejected');
  });

  test.each(['Delete', 'Backspace'])('%s deletes the selected face', async (key) => {
    const { user, press } = open(face(1, box));
    user.click(200, 200);
    press(key);
    await user.saved();
    expect(user.stored.size).toBe(0);
  });

  test('Shift+arrow moves by ten pixels', () => {
    const { user, press } = open(face(1, box));
    user.click(200, 200);
    press('ArrowRight', { shiftKey: true });
    expect(user.state.draft).toMatchObject({ box: { x: 110 } });
  });

  test('g asks for labels, once there is a face to label', () => {
    const empty = open();
    empty.press('g');
    expect(empty.steps).toEqual([]);
    const full = open(face(1, box));
    full.press('g');
    expect(full.steps).toEqual(['propose']);
  });

  test.each([
    ['m', 'masks'],
    ['l', 'landmarks'],
    ['x', 'pose'],
  ] as const)('%s hides the %s and shows them again', (key, layer) => {
    const { user, press } = open(face(1, box));
    press(key);
    expect(user.state.layers.shown[layer]).toBe(false);
    press(key);
    expect(user.state.layers.shown[layer]).toBe(true);
  });

  test('Shift+H hides the boxes', () => {
    const { user, press } = open(face(1, box));
    press('H', { shiftKey: true });
    expect(user.state.layers.shown.boxes).toBe(false);
  });

  test('d and a turn to the next and the previous photo', () => {
    const { steps, press } = open();
    press('d');
    press('a');
    expect(steps).toEqual(['next', 'previous']);
  });
});

describe('labels by one key', () => {
  const aged = (years: number, bin: '20-29' | '0-9' | '70+') =>
    face(1, box, {
      annotations: [
        { task: 'age', value: { years, bin }, origin: { kind: 'import', format: 'test' }, confidence: null },
      ],
    });
  const ageOf = async (user: TestEditor) => labelOf((await user.saved()).state.faces[0]!, 'age')?.value;

  test('> is a bin older, < one younger, and the ends are the end', async () => {
    const { user, press } = open(aged(27, '20-29'));
    user.click(200, 200);
    press('>', { shiftKey: true });
    expect(await ageOf(user)).toEqual({ years: 34.5, bin: '30-39' });
    press('<', { shiftKey: true });
    press('<', { shiftKey: true });
    press('<', { shiftKey: true });
    press('<', { shiftKey: true });
    expect(await ageOf(user)).toEqual({ years: 4.5, bin: '0-9' });
    expect(user.patches).toHaveLength(4);
  });

  test('who has no age begins at twenty', async () => {
    const { user, press } = open(face(1, box));
    user.click(200, 200);
    press('>', { shiftKey: true });
    expect(await ageOf(user)).toEqual({ years: 24.5, bin: '20-29' });
  });

  test('one attribute and what it excludes are one change', async () => {
    const { user } = open(face(1, box));
    user.click(200, 200);
    const [selected] = user.state.faces;
    user.editor.apply(sayAttribute(selected!, 'Bald', 'yes', 'Ada'));
    await user.saved();
    expect(user.patches).toHaveLength(1);
    const { states } = labelOf(user.state.faces[0]!, 'attributes')!.value;
    expect([states[ATTRIBUTES.indexOf('Bald')], states[ATTRIBUTES.indexOf('Bangs')]]).toEqual(['yes', 'no']);
  });
});
