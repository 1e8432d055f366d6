/**
 * People are faster than the store: strokes, undo, redo, labels and verdicts are made while answers are under way. Every
 * order in which the answers can come is played, on a real store; the screen and the file end as the person meant it.
 */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Face } from '../../../electron/shared/domain/face.ts';
import type { Image } from '../../../electron/shared/domain/image.ts';
import { toProblem } from '../../../electron/shared/errors.ts';
import { facesOf, replaceProposedFaces, versionsOf } from '../../../electron/store/faces.ts';
import { applyEdits, redo, undo } from '../../../electron/store/history.ts';
import type { WritableDb } from '../../../electron/store/open.ts';
import { Editor } from '../../../renderer/editor/editor.ts';
import { labelOf } from '../../../renderer/editor/labels.ts';
import type { Answer, Command } from '../../../renderer/editor/outbox.ts';
import { judge, say } from '../../../renderer/editor/patches.ts';
import { chosen } from '../../../renderer/editor/review-edits.ts';
import { selectedFace } from '../../../renderer/editor/state.ts';
import { toScreen } from '../../../renderer/editor/view.ts';
import { ANNA, addImage, boxAt, DETECTOR, factsOf, testProject } from '../../store/sample.ts';

/** Rows of the photo where a stroke goes. The second crosses none of the first, the third lies on it. */
const STROKES = { first: 40, second: 60, third: 42 } as const;
type Stroke = keyof typeof STROKES;

/** What a person does, one event of the window each. */
type Doing =
  | `${'stroke' | 'press' | 'drag'} ${Stroke}`
  | 'undo'
  | 'redo'
  | 'say gender'
  | 'accept'
  /** Another window says something else of the face. */
  | 'other window';

const gesture = (name: Stroke): Doing[] => [`press ${name}`, `drag ${name}`];

/** A window on one face whose store does a command when it comes, or only when the answer leaves. */
class Window {
  readonly editor: Editor;
  readonly #db: WritableDb;
  readonly #image: Image;
  readonly #waiting: (() => void)[] = [];
  readonly #early: boolean;

  constructor(db: WritableDb, at: number, early: boolean) {
    this.#db = db;
    this.#early = early;
    const id = addImage(db, at);
    replaceProposedFaces(db, id, [{ box: boxAt(1), score: 0.9 }], DETECTOR);
    this.#image = { ...factsOf(at), id, file: 'present', searched: 0, added: 0, faces: 1, openFaces: 1 };
    this.editor = new Editor((command, revisionOf) => this.#send(command, revisionOf));
    this.editor.resize({ width: 688, height: 528, pixelRatio: 1 });
    this.editor.show({ person: 'Anna' });
    this.editor.open(this.#image, facesOf(db, id));
    this.editor.setTool('brush');
    this.editor.setPaint({ class: 'skin', size: 9 });
  }

  get stored(): Face {
    return facesOf(this.#db, this.#image.id)[0]!;
  }

  get shown(): Face {
    return this.editor.state.faces[0]!;
  }

  do(doing: Doing): void {
    const face = selectedFace(this.editor.state)!;
    const [verb, name] = doing.split(' ') as [string, Stroke];
    const at = (x: number) => toScreen(this.editor.state.view, { x, y: STROKES[name] });
    if (verb === 'stroke') for (const each of gesture(name)) this.do(each);
    else if (verb === 'press') this.editor.pointerDown(at(115), 'left');
    else if (verb === 'drag') {
      this.editor.pointerMove(at(130));
      this.editor.pointerUp(at(130));
    } else if (doing === 'undo') this.editor.undo();
    else if (doing === 'redo') this.editor.redo();
    else if (doing === 'say gender') {
      const other = labelOf(face, 'gender')?.value.label === 'male' ? 1 : 0;
      this.editor.apply(say(face, chosen(face, 'gender', other)!, 'Anna'));
    } else if (doing === 'accept') this.editor.apply(judge(face, 'accepted'));
    else {
      const [{ id, revision }, to] = [this.stored, chosen(face, 'race', 0)!];
      const { changes } = say(this.stored, to, 'Ben');
      applyEdits(this.#db, [{ face: id, baseRevision: revision, changes }], { person: 'Ben' });
      this.editor.reload();
    }
  }

  /** The next answer arrives. False where none is to come. */
  async answer(): Promise<boolean> {
    const next = this.#waiting.shift();
    next?.();
    await settled();
    return next !== undefined;
  }

  async answerAll(): Promise<void> {
    while (await this.answer());
  }

  #send(command: Command, revisionOf: (face: Face['id']) => number): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    if (this.#early) {
      const answer = this.#carry(command, revisionOf);
      this.#waiting.push(() => resolve(answer));
    } else this.#waiting.push(() => resolve(this.#carry(command, revisionOf)));
    return promise;
  }

  #carry(command: Command, revisionOf: (face: Face['id']) => number): Answer {
    const { id } = this.#image;
    try {
      if (command.kind === 'load') return { kind: 'saved', faces: facesOf(this.#db, id) };
      if (command.kind === 'add') throw new Error('nobody draws boxes here');
      // The event comes before the answer.
      const { id: face } = this.stored;
      queueMicrotask(() => this.editor.reload(versionsOf(this.#db, [face])));
      if (command.kind !== 'apply') {
        const step = (command.kind === 'undo' ? undo : redo)(this.#db);
        return { kind: 'saved', faces: step?.now ?? [] };
      }
      const edits = command.patches.map(({ face, changes }) => ({ face, baseRevision: revisionOf(face), changes }));
      return { kind: 'saved', faces: applyEdits(this.#db, edits, ANNA).faces };
    } catch (error) {
      expect(toProblem(error).code).toBe('conflict');
      return { kind: 'conflict' };
    }
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** After each doing so many answers come: none or one, and two where there are few doings. */
function* answerTimes(doings: number, most = doings < 4 ? 2 : 1): Generator<number[]> {
  if (doings === 0) return yield [];
  for (const rest of answerTimes(doings - 1, most)) for (let now = 0; now <= most; now++) yield [now, ...rest];
}

/** The strokes whose row of the photo is painted in the middle. */
function rows(face: Face): Stroke[] {
  const map = labelOf(face, 'parsing')?.value;
  if (!map) return [];
  const { frame, width, height, labels } = map;
  const column = Math.floor(((122 - frame.x) * width) / frame.width);
  const rowOf = (y: number): number => Math.floor(((y - frame.y) * height) / frame.height);
  return (Object.keys(STROKES) as Stroke[]).filter((name) => labels[rowOf(STROKES[name]) * width + column] === 1);
}

const look = (face: Face) => ({
  rows: rows(face),
  gender: labelOf(face, 'gender')?.value.label ?? null,
  race: labelOf(face, 'race')?.value.label ?? null,
  review: face.review,
});
type Look = ReturnType<typeof look>;

const UNTOUCHED: Look = { rows: [], gender: null, race: null, review: 'open' };

/** Plays the doings with every timing; gives how many there are, and each end that is not what was meant. */
async function play(doings: readonly Doing[], meant: Look, early: boolean) {
  const { db } = testProject();
  db.pragma('synchronous = OFF'); // this is about order, and there are many orders
  const wrong: unknown[] = [];
  let played = 0;
  for (const times of answerTimes(doings.length)) {
    const window = new Window(db, ++played, early);
    let all = true;
    for (const [at, doing] of doings.entries()) {
      window.do(doing);
      await settled();
      for (let count = 0; count < times[at]!; count++) all &&= await window.answer();
      if (!all) break;
    }
    const ahead = look(window.shown);
    await window.answerAll();
    if (!all) continue; // the same as with fewer answers
    const end = { ahead, shown: look(window.shown), stored: look(window.stored), save: window.editor.state.save.kind };
    if (!isDeepStrictEqual(end, { ahead: meant, shown: meant, stored: meant, save: 'saved' }))
      wrong.push({ times: times.join(' '), ...end });
  }
  return { played, wrong };
}

const CASES: { name: string; doings: Doing[]; meant: Partial<Look> }[] = [
  { name: 'undo right after a stroke', doings: ['stroke first', 'undo'], meant: {} },
  { name: 'undo, redo', doings: ['stroke first', 'undo', 'redo'], meant: { rows: ['first'] } },
  {
    name: 'undo, and the next stroke begun at once over the first',
    doings: ['stroke first', 'undo', ...gesture('third')],
    meant: { rows: ['third'] },
  },
  {
    name: 'two strokes, both taken back',
    doings: ['stroke first', 'stroke second', 'undo', 'undo'],
    meant: {},
  },
  {
    name: 'undo while a stroke is under way takes back the stroke',
    doings: ['stroke first', 'press second', 'undo'],
    meant: { rows: ['first'] },
  },
  {
    name: 'a label said, taken back and said again is the same',
    doings: ['say gender', 'undo', 'say gender', 'accept'],
    meant: { gender: 'male', review: 'accepted' },
  },
  {
    name: 'accepted while a stroke is being saved',
    doings: ['stroke first', 'accept'],
    meant: { rows: ['first'], review: 'accepted' },
  },
  {
    name: 'accepted, taken back, painted on',
    doings: ['stroke first', 'accept', 'undo', 'stroke second'],
    meant: { rows: ['first', 'second'] },
  },
];

describe.each([
  ['stores a command when it comes', true],
  ['stores a command when it answers', false],
])('where the core %s', (_when, early) => {
  test.each(CASES)('$name', async ({ doings, meant }) => {
    const { played, wrong } = await play(doings, { ...UNTOUCHED, ...meant }, early);
    expect(played).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
  });
});
