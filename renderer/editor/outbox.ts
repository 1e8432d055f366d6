/**
 * Edits on their way to the store, one at a time and in order. What the store last said is the truth; what waits is
 * laid over it, so the screen shows an edit at once and a failed one can be sent again.
 */
import type { Face, FaceVersion } from '../../electron/shared/domain/face.ts';
import type { Box } from '../../electron/shared/domain/geometry.ts';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import { applyPatch, type Patch } from '../../electron/shared/domain/patch.ts';
import type { SaveState } from './state.ts';

export type Command =
  | { kind: 'add'; image: ImageId; box: Box }
  | { kind: 'apply'; patches: readonly Patch[] }
  /** Not asked where the faces are known in these versions already; null asks in any case. */
  | { kind: 'load'; image: ImageId; versions: readonly FaceVersion[] | null }
  | { kind: 'undo' }
  | { kind: 'redo' };

export type Answer =
  /** The faces that changed and are still there; for `load` all faces of the image. */
  | { kind: 'saved'; faces: readonly Face[] }
  /** Something else changed one of the faces first: the edit is void. */
  | { kind: 'conflict' }
  /** The edit waits until it is sent again or given up. */
  | { kind: 'problem'; message: string };

/** Carries a command to the store. `revisionOf` gives the revision that an edit of a face builds on. */
export type Send = (command: Command, revisionOf: (face: FaceId) => number) => Promise<Answer>;

const touches = (command: Command, face: FaceId) =>
  command.kind === 'apply' && command.patches.some((patch) => patch.face === face);

export class Outbox {
  readonly #send: Send;
  /** Called after every change; `added` is a face that the store made of a drawn box. */
  readonly #changed: (added: Face | null) => void;
  #image: ImageId | null = null;
  #truth = new Map<FaceId, Face>();
  #waiting: Command[] = [];
  #sending = false;
  #problem: string | null = null;

  constructor(send: Send, changed: (added: Face | null) => void) {
    this.#send = send;
    this.#changed = changed;
  }

  get save(): SaveState {
    if (this.#problem !== null) return { kind: 'problem', message: this.#problem };
    return { kind: this.#waiting.some((command) => command.kind !== 'load') ? 'saving' : 'saved' };
  }

  /** The faces of the open image with everything that waits laid over them. */
  get faces(): Face[] {
    return this.#waiting
      .flatMap((command) => (command.kind === 'apply' ? command.patches : []))
      .reduce(
        (faces, patch) => faces.flatMap((face) => (face.id === patch.face ? (applyPatch(face, patch) ?? []) : face)),
        [...this.#truth.values()].filter((face) => face.image === this.#image),
      );
  }

  /** Boxes of the open image that the store has yet to make faces of. */
  get arriving(): Box[] {
    return this.#waiting.flatMap((command) =>
      command.kind === 'add' && command.image === this.#image ? command.box : [],
    );
  }

  open(image: ImageId, faces: readonly Face[]): void {
    this.#image = image;
    for (const id of this.#truth.keys())
      if (!this.#waiting.some((command) => touches(command, id))) this.#truth.delete(id);
    for (const face of faces) this.#truth.set(face.id, face);
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
    this.reload();
  }

  async #run(): Promise<void> {
    if (this.#sending || this.#problem !== null) return;
    this.#sending = true;
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
      this.#waiting.shift();
      if (answer.kind === 'conflict') this.#drop(command);
      else this.#settle(command, answer.faces);
      this.#changed(command.kind === 'add' && answer.kind === 'saved' ? (answer.faces[0] ?? null) : null);
    }
    this.#sending = false;
    this.#changed(null);
  }

  #knows(image: ImageId, versions: readonly FaceVersion[]): boolean {
    return versions.every(({ id, image: of, revision, present }) => {
      const known = this.#truth.get(id);
      return of !== image || (present ? known !== undefined && known.revision >= revision : known === undefined);
    });
  }

  /** Takes the store's word for what a command did. */
  #settle(command: Command, faces: readonly Face[]): void {
    const before = new Map(this.#truth);
    if (command.kind === 'load')
      for (const face of before.values()) if (face.image === command.image) this.#truth.delete(face.id);
    for (const face of faces) {
      // The same revision is the same face: whoever holds it sees that nothing changed.
      const known = before.get(face.id);
      this.#truth.set(face.id, known?.revision === face.revision ? known : face);
    }
    if (command.kind === 'apply')
      for (const { face } of command.patches) if (!faces.some(({ id }) => id === face)) this.#truth.delete(face);
  }

  /** A void edit takes the later ones to the same faces with it: they were made on something that is not so. */
  #drop(command: Command): void {
    if (command.kind === 'apply')
      this.#waiting = this.#waiting.filter((other) => !command.patches.some((patch) => touches(other, patch.face)));
    if (this.#image !== null) this.#waiting.unshift({ kind: 'load', image: this.#image, versions: null });
  }
}
