/** The hand of a simulated person: it works the editor's core by pointer and keys, and counts what that takes. */
import type { Face } from '../../../electron/shared/domain/face.ts';
import type { Point } from '../../../electron/shared/domain/geometry.ts';
import type { Image } from '../../../electron/shared/domain/image.ts';
import { applyPatch, type Patch } from '../../../electron/shared/domain/patch.ts';
import { Editor } from '../../../renderer/editor/editor.ts';
import type { Answer, Command } from '../../../renderer/editor/outbox.ts';
import { selectedFace } from '../../../renderer/editor/state.ts';
import { NOTHING_HELD, type PointerButton } from '../../../renderer/editor/tools/tool.ts';
import { toScreen } from '../../../renderer/editor/view.ts';

/** CSS pixels of the stage. */
const STAGE = { width: 1000, height: 800 };
/** The list of attributes beside the stage: how far to the right of its middle, and how high a row is. In CSS pixels. */
const PANEL = { right: 650, row: 18 };

export const ACTION_KINDS = ['keys', 'clicks', 'drags'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export class Hand {
  readonly editor: Editor;
  /** What was done so far, by its kind. */
  readonly done: Record<ActionKind, number> = { keys: 0, clicks: 0, drags: 0 };
  /** CSS pixels. */
  travel = 0;
  #stored: Face;
  #at: Point = { x: STAGE.width / 2, y: STAGE.height / 2 };

  constructor(image: Image, face: Face) {
    this.#stored = face;
    this.editor = new Editor((command, revisionOf) => Promise.resolve(this.#store(command, revisionOf(face.id))));
    this.editor.resize({ ...STAGE, pixelRatio: 1 });
    this.editor.show({ person: 'Ada' });
    this.editor.open(image, [face]);
    this.editor.zoomToFace();
  }

  get actions(): number {
    return ACTION_KINDS.reduce((sum, kind) => sum + this.done[kind], 0);
  }

  get face(): Face {
    return selectedFace(this.editor.state)!;
  }

  /** So many keys one after the other, and what the last of them does. */
  async keys(count: number, act: () => void): Promise<void> {
    this.done.keys += count;
    act();
    await this.#saved();
  }

  /** A click in a row of the list beside the photo. */
  async clickRow(row: number, act: () => void): Promise<void> {
    this.#moveTo({ x: STAGE.width / 2 + PANEL.right, y: row * PANEL.row });
    this.done.clicks++;
    act();
    await this.#saved();
  }

  /** Presses at the first point of the photo, drags along the others and lets go at the last. */
  async drag(
    way: readonly Point[],
    held: Partial<typeof NOTHING_HELD> = {},
    button: PointerButton = 'left',
  ): Promise<void> {
    const [start, ...rest] = way.map((point) => toScreen(this.editor.state.view, point));
    const keys = { ...NOTHING_HELD, ...held };
    this.#moveTo(start!);
    this.editor.pointerMove(start!, keys);
    this.editor.pointerDown(start!, button, keys);
    for (const point of rest) {
      this.#moveTo(point);
      this.editor.pointerMove(point, keys);
    }
    this.editor.pointerUp(this.#at, keys);
    this.done[rest.length > 0 ? 'drags' : 'clicks']++;
    await this.#saved();
  }

  #moveTo(point: Point): void {
    this.travel += Math.hypot(point.x - this.#at.x, point.y - this.#at.y);
    this.#at = point;
  }

  async #saved(): Promise<void> {
    this.editor.settle();
    while (this.editor.state.save.kind === 'saving') await Promise.resolve();
  }

  #store(command: Command, revision: number): Answer {
    if (command.kind !== 'apply') return { kind: 'saved', faces: [this.#stored] };
    if (revision !== this.#stored.revision) throw new Error('an edit was made on a face of another time');
    this.#stored = command.patches.reduce((face: Face, patch: Patch) => applyPatch(face, patch)!, this.#stored);
    this.#stored = { ...this.#stored, revision: revision + 1 };
    return { kind: 'saved', faces: [this.#stored] };
  }
}
