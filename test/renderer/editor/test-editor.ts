/** An editor with a photo of 1000 x 800 on a screen of equal pixels, and a store in memory that answers like the real one. */
import type { Face } from '../../../electron/shared/domain/face.ts';
import type { Box } from '../../../electron/shared/domain/geometry.ts';
import { ContentHash, FaceId, ImageId } from '../../../electron/shared/domain/ids.ts';
import type { Image } from '../../../electron/shared/domain/image.ts';
import { applyPatch, type Patch } from '../../../electron/shared/domain/patch.ts';
import { Editor } from '../../../renderer/editor/editor.ts';
import type { Answer, Command } from '../../../renderer/editor/outbox.ts';
import { type EditorState, selectedFace } from '../../../renderer/editor/state.ts';
import { toScreen } from '../../../renderer/editor/view.ts';

export const PHOTO: Image = {
  id: ImageId.parse(1),
  path: '/photos/party.jpg',
  hash: ContentHash.parse('a'.repeat(64)),
  bytes: 1,
  format: 'jpeg',
  width: 1000,
  height: 800,
  orientation: 1,
  file: 'present',
  searched: 0,
  added: 0,
  faces: 0,
  openFaces: 0,
};

export const face = (id: number, box: Box, more: Partial<Face> = {}): Face => ({
  id: FaceId.parse(id),
  image: PHOTO.id,
  box,
  score: 0.9,
  origin: { kind: 'import', format: 'test' },
  review: 'open',
  skipped: false,
  flag: null,
  revision: 1,
  annotations: [],
  ...more,
});

/** Points are given in pixels of the photo and reach the editor where the screen shows them. */
export class TestEditor {
  readonly editor: Editor;
  readonly stored: Map<FaceId, Face>;
  /** What reached the store, in order. */
  readonly commands: Command[] = [];
  /** Makes the store answer the next command with this instead of doing it. */
  nextAnswer: Answer | null = null;
  #nextId = 100;

  constructor(...faces: Face[]) {
    this.stored = new Map(faces.map((each) => [each.id, each]));
    this.editor = new Editor((command, revisionOf) => this.#answer(command, revisionOf));
    this.editor.show({ person: 'Ada' });
    this.editor.resize({ width: 1048, height: 848, pixelRatio: 1 });
    this.editor.open(PHOTO, faces);
    this.editor.select(null);
  }

  get state(): EditorState {
    return this.editor.state;
  }

  get selectedBox(): Box | undefined {
    return selectedFace(this.state)?.box;
  }

  get patches(): Patch[] {
    return this.commands.flatMap((command) => (command.kind === 'apply' ? command.patches : []));
  }

  pointerDown(x: number, y: number, button: 'left' | 'middle' = 'left'): this {
    this.editor.pointerDown(this.screen(x, y), button);
    return this;
  }

  pointerMove(x: number, y: number): this {
    this.editor.pointerMove(this.screen(x, y));
    return this;
  }

  pointerUp(x: number, y: number): this {
    this.editor.pointerUp(this.screen(x, y));
    return this;
  }

  click(x: number, y: number): this {
    return this.pointerMove(x, y).pointerDown(x, y).pointerUp(x, y);
  }

  drag(from: [number, number], to: [number, number]): this {
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return this.pointerDown(...from)
      .pointerMove(x, y)
      .pointerMove(...to)
      .pointerUp(...to);
  }

  /** Until the store has answered everything. */
  async saved(): Promise<this> {
    while (this.state.save.kind === 'saving') await Promise.resolve();
    return this;
  }

  screen(x: number, y: number) {
    return toScreen(this.state.view, { x, y });
  }

  async #answer(command: Command, revisionOf: (face: FaceId) => number): Promise<Answer> {
    this.commands.push(command);
    const answer = this.nextAnswer;
    this.nextAnswer = null;
    if (answer) return answer;
    switch (command.kind) {
      case 'load':
        return { kind: 'saved', faces: [...this.stored.values()] };
      case 'add': {
        const added = face(this.#nextId++, command.box, { score: null });
        this.stored.set(added.id, added);
        return { kind: 'saved', faces: [added] };
      }
      case 'apply':
        return this.#apply(command.patches, revisionOf);
      case 'undo':
      case 'redo':
        return { kind: 'saved', faces: [] };
    }
  }

  #apply(patches: readonly Patch[], revisionOf: (face: FaceId) => number): Answer {
    const changed: Face[] = [];
    for (const patch of patches) {
      const before = this.stored.get(patch.face);
      if (!before || before.revision !== revisionOf(patch.face)) return { kind: 'conflict' };
      const after = applyPatch(before, patch);
      if (after) {
        this.stored.set(patch.face, { ...after, revision: before.revision + 1 });
        changed.push(this.stored.get(patch.face)!);
      } else this.stored.delete(patch.face);
    }
    return { kind: 'saved', faces: changed };
  }
}
