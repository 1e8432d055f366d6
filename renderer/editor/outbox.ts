/**
 * Edits on their way to the store, one at a time and in order. What the store last said is the truth; what waits is
 * laid over it, undo and redo too, so the screen shows an edit at once, the next one is made on what is seen, and a failed
 * one can be sent again.
 */
import type { Face, FaceVersion } from '../../electron/shared/domain/face.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import { applyPatch, type Patch } from '../../electron/shared/domain/patch.ts';
import { alike } from './alike.ts';
import { labelOf, withLabel } from './labels.ts';
import { OwnSteps } from './own-steps.ts';
import type { SaveState } from './state.ts';

export type Command =
  | { kind: 'add'; image: ImageId; box: Box }
  | { kind: 'apply'; patches: readonly Patch[] }
  /** Not asked where the faces are known in these versions already; null asks in any case. */
  | { kind: 'load'; image: ImageId; versions: readonly FaceVersion[] | null }
  | { kind: 'undo' }
  | { kind: 'redo' };

export type Answer =
  /** The faces that changed and are still there, and those that are not; for `load` all faces of the image. */
  | { kind: 'saved'; faces: readonly Face[]; gone?: readonly FaceId[] }
  /** Something else changed one of the faces first: the edit is void. */
  | { kind: 'conflict' }
  /** The edit waits until it is sent again or given up. */
  | { kind: 'problem'; message: string };

/** A command that the store has carried out, and the face that it is about. */
export interface Done {
  command: Command;
  face: Face;
}

/** The faces of the open image as they are shown, and the boxes of which the store has yet to make faces. */
interface Shown {
  faces: readonly Face[];
  arriving: readonly Box[];
}

/** Carries a command to the store. `revisionOf` gives the revision that an edit of a face builds on. */
export type Send = (command: Command, revisionOf: (face: FaceId) => number) => Promise<Answer>;

const touches = (command: Command, face: FaceId) =>
  command.kind === 'apply' && command.patches.some((patch) => patch.face === face);

const laidOver = (faces: readonly Face[], patches: readonly Patch[]): Face[] =>
  patches.reduce<Face[]>(
    (shown, patch) => shown.flatMap((face) => (face.id === patch.face ? (applyPatch(face, patch) ?? []) : face)),
    [...faces],
  );

/** The face with the map that is shown already where it has the same cells: what was made of it need not be made again. */
function withMapOf(face: Face, shown: Face | undefined): Face {
  const known = shown && labelOf(shown, 'parsing');
  const map = labelOf(face, 'parsing');
  return known && map && alike(known.value, map.value) ? withLabel(face, known) : face;
}

/** The list that is known already where it has the same items. */
const sameItems = <Item>(items: readonly Item[], known: readonly Item[]): readonly Item[] =>
  items.length === known.length && items.every((item, at) => item === known[at]) ? known : items;

/** All that is said of a face, by name. */
const sayingsOf = ({ revision: _, annotations, ...facts }: Face) => ({
  ...facts,
  ...Object.fromEntries(annotations.map((annotation) => [annotation.task, annotation])),
});

export class Outbox {
  readonly #send: Send;
  /** Called after every change. */
  readonly #changed: (done: Done | null) => void;
  #image: ImageId | null = null;
  #truth = new Map<FaceId, Face>();
  #waiting: Command[] = [];
  #sending = false;
  #problem: string | null = null;
  /** The stored steps that were made here. */
  readonly #steps = new OwnSteps();
  /** What is shown, until something of it changes: equal states are the same object. */
  #shown: Shown | null = null;
  /** What was shown last. */
  #last: Shown = { faces: [], arriving: [] };
  /** For a face of the store the one that was shown before it came and says the same: the screen need not change. */
  readonly #known = new WeakMap<Face, Face>();

  constructor(send: Send, changed: (done: Done | null) => void) {
    this.#send = send;
    this.#changed = changed;
  }

  get save(): SaveState {
    if (this.#problem !== null) return { kind: 'problem', message: this.#problem };
    return { kind: this.#waiting.some((command) => command.kind !== 'load') ? 'saving' : 'saved' };
  }

  /** With everything that waits laid over what is stored. */
  get shown(): Shown {
    this.#shown ??= this.#lay();
    this.#last = this.#shown;
    return this.#shown;
  }

  #lay(): Shown {
    const steps = this.#steps.copy();
    let faces = [...this.#truth.values()]
      .filter((face) => face.image === this.#image)
      .map((face) => this.#known.get(face) ?? face);
    const drawn: { box: Box; taken: boolean }[] = [];
    for (const command of this.#waiting) {
      if (command.kind === 'apply') {
        steps.add(command.patches);
        faces = laidOver(faces, command.patches);
      } else if (command.kind === 'add') {
        steps.add(null);
        if (command.image === this.#image) drawn.push({ box: command.box, taken: false });
      } else if (command.kind !== 'load') {
        const step = steps[command.kind]();
        if (step) faces = laidOver(faces, step);
        const undoes = command.kind === 'undo';
        const box =
          step === null && (undoes ? drawn.findLast(({ taken }) => !taken) : drawn.find(({ taken }) => taken));
        if (box) box.taken = undoes;
      }
    }
    const arriving = drawn.filter(({ taken }) => !taken).map(({ box }) => box);
    return { faces: sameItems(faces, this.#last.faces), arriving: sameItems(arriving, this.#last.arriving) };
  }

  open(image: ImageId, faces: readonly Face[]): void {
    this.#image = image;
    this.#shown = null;
    const known = new Map(this.#truth);
    for (const id of known.keys()) if (!this.#waiting.some((command) => touches(command, id))) this.#truth.delete(id);
    for (const face of faces) {
      // They may have been asked for before what the store has said since.
      const other = known.get(face.id);
      this.#truth.set(face.id, other && other.revision >= face.revision ? other : face);
      if (other && other.revision < face.revision) this.#steps.forget();
    }
    // An edit under way may be newer than the faces that came.
    if (this.#waiting.length > 0) this.reload();
    this.#changed(null);
  }

  /**
   * Asks the store again for the faces of the open image, after everything that waits. With versions, only if one of them
   * is news by then: what this window has changed itself is known from the answer.
   */
  reload(versions: readonly FaceVersion[] | null = null): void {
    const image = this.#image;
    if (image === null) return;
    const last = this.#waiting.at(-1);
    // The first one is under way.
    if (this.#waiting.length > 1 && last?.kind === 'load' && last.image === image)
      last.versions = last.versions && versions && [...last.versions, ...versions];
    else this.push({ kind: 'load', image, versions });
  }

  push(command: Command): void {
    this.#waiting.push(command);
    if (command.kind !== 'load') this.#shown = null;
    this.#changed(null);
    void this.#run();
  }

  retry(): void {
    this.#problem = null;
    this.#changed(null);
    void this.#run();
  }

  /** Gives up what could not be saved and shows what is stored. */
  discard(): void {
    this.#problem = null;
    this.#waiting = [];
    this.#shown = null;
    this.reload();
  }

  async #run(): Promise<void> {
    if (this.#sending || this.#problem !== null) return;
    this.#sending = true;
    try {
      for (let command = this.#waiting[0]; command; command = this.#waiting[0]) {
        if (command.kind === 'load' && command.versions && this.#knows(command.image, command.versions)) {
          this.#waiting.shift();
          continue;
        }
        const answer = await this.#send(command, (face) => this.#truth.get(face)?.revision ?? 0);
        if (answer.kind === 'problem') {
          this.#problem = answer.message;
          break;
        }
        if (answer.kind === 'conflict') this.#drop(command);
        else this.#settle(command, answer);
        const [face] = answer.kind === 'saved' && command.kind !== 'load' ? answer.faces : [];
        this.#changed(face ? { command, face } : null);
      }
    } finally {
      this.#sending = false;
    }
    this.#changed(null);
  }

  #knows(image: ImageId, versions: readonly FaceVersion[]): boolean {
    return versions.every(({ id, image: of, revision, present }) => {
      const known = this.#truth.get(id);
      return of !== image || (present ? known !== undefined && known.revision >= revision : known === undefined);
    });
  }

  /** Takes the store's word for what a command did. */
  #settle(command: Command, { faces, gone = [] }: Extract<Answer, { kind: 'saved' }>): void {
    const before = new Map(this.#truth);
    const shown = new Map(this.shown.faces.map((face) => [face.id, face]));
    this.#waiting.shift();
    this.#shown = null;
    if (command.kind === 'load')
      for (const face of before.values()) if (face.image === command.image) this.#truth.delete(face.id);
    for (const face of faces) {
      // The same revision is the same face: whoever holds it sees that nothing changed.
      const known = before.get(face.id);
      this.#truth.set(face.id, known?.revision === face.revision ? known : this.#recognise(face, shown.get(face.id)));
    }
    for (const face of gone) this.#truth.delete(face);
    if (command.kind === 'apply')
      for (const { face } of command.patches) if (!faces.some(({ id }) => id === face)) this.#truth.delete(face);
    this.#remember(command, faces, before);
  }

  #recognise(face: Face, shown: Face | undefined): Face {
    const stored = withMapOf(face, shown);
    if (shown && alike(sayingsOf(stored), sayingsOf(shown))) this.#known.set(stored, shown);
    return stored;
  }

  /** Keeps in mind which steps undo and redo would take next. */
  #remember(command: Command, faces: readonly Face[], before: ReadonlyMap<FaceId, Face>): void {
    switch (command.kind) {
      case 'apply':
        this.#steps.add(command.patches);
        return;
      case 'add':
        this.#steps.add(faces.map(({ id }) => ({ face: id, changes: [{ field: 'present', from: false, to: true }] })));
        return;
      case 'undo':
      case 'redo':
        this.#steps[command.kind]();
        return;
      case 'load': {
        const shown = [...before.values()].filter(({ image }) => image === command.image);
        const same =
          shown.length === faces.length && faces.every((face) => this.#truth.get(face.id) === before.get(face.id));
        if (!same && shown.length > 0) this.#steps.forget();
      }
    }
  }

  /**
   * A void edit takes the later ones to the same faces with it: they were made on something that is not so. Undo and redo
   * of what is dropped go too, or they would hit the step before.
   */
  #drop(dropped: Command): void {
    const patches = dropped.kind === 'apply' ? dropped.patches : [];
    const kept: Command[] = [];
    /** Whether each step that waits is kept. */
    const [done, undone]: [boolean[], boolean[]] = [[], []];
    for (const command of this.#waiting) {
      let keeps = command !== dropped && !patches.some((patch) => touches(command, patch.face));
      if (command.kind === 'undo' || command.kind === 'redo') {
        const [from, into] = command.kind === 'undo' ? [done, undone] : [undone, done];
        const step = from.pop();
        if (step !== undefined) into.push(step);
        keeps &&= step ?? true;
      } else if (command.kind !== 'load') {
        undone.length = 0;
        done.push(keeps);
      }
      if (keeps) kept.push(command);
    }
    this.#waiting = kept;
    this.#shown = null;
    this.#steps.forget();
    if (this.#image !== null) this.#waiting.unshift({ kind: 'load', image: this.#image, versions: null });
  }
}
