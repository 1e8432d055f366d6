/** One stay in the editor: carries its commands to the core, opens photos, and has the neighbours decoded beforehand. */

import type { Output } from '../../electron/shared/contract.ts';
import type { Review } from '../../electron/shared/domain/face.ts';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import { describePatch, type Patch } from '../../electron/shared/domain/patch.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { historyLabel } from '../actions/history-words.ts';
import { turns } from '../actions/turns.ts';
import { call, on, photoUrl, thumbUrl } from '../api.ts';
import { photoReader } from '../canvas/photo-reader.ts';
import { PictureCache } from '../canvas/picture-cache.ts';
import { PictureDecoder } from '../canvas/picture-decoder.ts';
import { proposeLabels } from '../commands/photo-commands.ts';
import { followProposals } from '../commands/proposals.ts';
import { Editor } from '../editor/editor.ts';
import { judgeSelected } from '../editor/face-commands.ts';
import { type Layers, layersOfTask } from '../editor/layers.ts';
import type { Answer, Command } from '../editor/outbox.ts';
import { judge } from '../editor/patches.ts';
import { putOff } from '../editor/review-edits.ts';
import { selectedFace } from '../editor/state.ts';
import { toolOf } from '../editor/task-in-hand.ts';
import { callQuery, queryClient } from '../queries.ts';
import { useLastTools } from '../state/last-tools.ts';
import { useLastLayers } from '../state/layers.ts';
import { useNavigation } from '../state/navigation.ts';
import { noteVerdict } from '../state/pace.ts';
import { passOf, queueQuery, useQueue } from '../state/queue.ts';
import { attempt, showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { ReviewQueue } from './review-queue.ts';

/** Of the thumbnail that stands in for a photo, in pixels: the gallery has it ready. */
const PREVIEW_SIZE = 256;

/** Photos decoded beforehand. */
const PRELOADED = 2;

type RevisionOf = (face: FaceId) => number;
type Saved = Omit<Extract<Answer, { kind: 'saved' }>, 'kind'>;

export class EditorSession {
  readonly editor = new Editor(
    (command, revisionOf) => this.#send(command, revisionOf),
    useLastLayers.getState().layers,
  );
  readonly #decoder = new PictureDecoder();
  readonly pictures = new PictureCache({
    photo: (hash) => this.#decoder.decode(photoUrl(hash)),
    preview: (hash) => this.#decoder.decode(thumbUrl(hash, PREVIEW_SIZE)),
  });
  /** The photo asked for last; answers for others come too late. */
  #wanted: ImageId | null = null;
  /** What the next and the previous photo are, asked beforehand. */
  #neighbours = new Map<ImageId, Output<'images.get'>>();
  /** The walk along the queue, begun anew with another order. Null while photos follow the gallery. */
  #queue: ReviewQueue | null = null;
  /** What was drawn over the photo before one task was gone through; null while none is. */
  #layersBefore: Layers | null = null;
  /** What waits for the photo that is on its way. */
  #arrivals: (() => void)[] = [];
  readonly #ends: (() => void)[];

  constructor() {
    const { editor } = this;
    const { paint, aids } = useLastTools.getState();
    editor.setPaint(paint);
    editor.show({ aids });
    editor.show({ readPhoto: photoReader(editor, this.pictures) });
    this.#ends = [
      followProposals(editor),
      on('faces.changed', ({ images, faces }) => {
        if (editor.state.image && images.includes(editor.state.image.id)) editor.reload(faces);
      }),
      on('images.changed', () => void this.#refreshImage()),
      on('settings.changed', ({ person }) => editor.show({ person })),
      useQueue.subscribe(({ order, oneFace }, before) => {
        if (order !== before.order) this.#takeUp(order);
        if (before.oneFace && !oneFace) editor.fit();
      }),
    ];
    this.#takeUp(useQueue.getState().order);
    void attempt(async () => editor.show({ person: (await call('settings.get')).person }));
  }

  async show(image: ImageId, face?: FaceId): Promise<void> {
    this.#wanted = image;
    const shown = await this.#open(image, face);
    if (this.#wanted !== image) return;
    for (const arrived of this.#arrivals.splice(0)) arrived();
    if (shown) await attempt(() => this.#preload(image));
  }

  /** False where the photo is not shown: it is gone, or another one is wanted by now. */
  async #open(image: ImageId, face?: FaceId): Promise<boolean> {
    // A face that is asked for may be newer than what was asked beforehand.
    const known = this.#neighbours.get(image);
    const ready = face === undefined || known?.faces.some(({ id }) => id === face) ? known : undefined;
    const loaded = ready ?? (await attempt(() => call('images.get', { image })));
    if (this.#wanted !== image) return false;
    if (!loaded) {
      useNavigation.getState().go({ name: 'gallery' });
      return false;
    }
    this.pictures.want([loaded.image.hash]);
    this.editor.open(loaded.image, loaded.faces, face);
    // Its faces may have changed since it was the neighbour.
    if (ready) this.editor.reload();
    if (useQueue.getState().oneFace) this.editor.zoomToFace();
    return true;
  }

  /** Has the window go to a photo. Done when it is shown, or something else is. */
  #goToPhoto(image: ImageId, face?: FaceId): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#arrivals.push(resolve);
    useNavigation.getState().go({ name: 'editor', image, ...(face !== undefined && { face }) });
    return promise;
  }

  /** Begins the queue of the chosen order, with the face that is shown if it comes first. */
  async startQueue(): Promise<void> {
    if (this.#queue) await this.#goAlong(null);
  }

  /** Another order begins another walk; one through a single task shows that task alone and takes up what corrects it. */
  #takeUp(order: string): void {
    const query = queueQuery(order);
    this.#queue = query && new ReviewQueue((input) => call('facets.next', input), query);
    const task = passOf(order);
    const before = this.#layersBefore ?? this.editor.state.layers;
    this.#layersBefore = task && before;
    this.editor.show({ layers: task ? layersOfTask(before, task) : before });
    if (task) this.editor.setTool(toolOf(task));
  }

  /** What a person says of the one task that is gone through, and the next face; null where it is said already. */
  answer = async (patch: Patch | null): Promise<void> => {
    this.editor.apply(patch);
    if (patch) noteVerdict();
    await this.goOn();
  };

  /** Gives the selected face a verdict and goes on to the next one that waits. */
  async judge(review: Exclude<Review, 'open'>): Promise<void> {
    const face = selectedFace(this.editor.state);
    if (face && face.review !== review) noteVerdict();
    if (!this.#queue) {
      // When the last face of a photo is judged, the next photo comes by itself.
      if (!judgeSelected(this.editor, review)) await this.step('next');
      else if (useQueue.getState().oneFace) this.editor.zoomToFace();
      return;
    }
    this.editor.apply(face && face.review !== review ? judge(face, review) : null);
    await this.goOn();
  }

  /** Puts the selected face off: it comes up again after all others. */
  async skip(): Promise<void> {
    const face = selectedFace(this.editor.state);
    this.editor.apply(face && putOff(face));
    if (this.#queue) return this.goOn();
    const next = this.editor.state.faces.find(
      (other) => other.review === 'open' && !other.skipped && other.id !== face?.id,
    );
    if (!next) return this.step('next');
    this.editor.select(next.id);
    if (useQueue.getState().oneFace) this.editor.zoomToFace();
  }

  /** Shows the next face of the queue. */
  goOn(): Promise<void> {
    return this.#goAlong(this.editor.state.selected);
  }

  #goAlong(from: FaceId | null): Promise<void> {
    return turns.move(async () => {
      const step = await this.#queue?.next(from);
      if (step) await this.#goTo(step);
      else showToast({ level: 'info', message: strings.review.queueEnd });
    });
  }

  /** Shows the face of the queue before this one. */
  async goBack(): Promise<void> {
    const step = this.#queue?.previous();
    if (step) await turns.move(() => this.#goTo(step));
  }

  async #goTo({ image, face }: { image: ImageId; face: FaceId }): Promise<void> {
    if (image !== this.#wanted) return this.#goToPhoto(image, face);
    this.editor.select(face);
    if (useQueue.getState().oneFace) this.editor.zoomToFace();
    void attempt(() => this.#preload(image));
  }

  /** Goes to the next or previous photo of the gallery's order. */
  step(to: 'next' | 'previous'): Promise<void> {
    return turns.move(async () => {
      const { query } = useNavigation.getState();
      if (this.#wanted === null) return;
      const around = await queryClient.fetchQuery(callQuery('images.around', { image: this.#wanted, query }));
      const image = around[to];
      if (image !== null) return this.#goToPhoto(image);
      showToast({ level: 'info', message: strings.review.noMore(to === 'next' ? 'last' : 'first') });
    });
  }

  /** Has the network say what it sees in the faces of the photo. */
  async propose(): Promise<void> {
    if (this.#wanted !== null) await proposeLabels([this.#wanted]);
  }

  /** «Undo accept face» */
  readonly historyLabel = historyLabel;

  close(): void {
    this.#wanted = null;
    turns.clear();
    for (const arrived of this.#arrivals.splice(0)) arrived();
    useLastLayers.setState({ layers: this.#layersBefore ?? this.editor.state.layers });
    const { paint, aids } = this.editor.state;
    useLastTools.setState({ paint, aids });
    this.editor.settle();
    for (const end of this.#ends) end();
    this.#decoder.close();
    this.pictures.clear();
    if (this.editor.state.save.kind === 'problem') {
      const { message } = this.editor.state.save;
      const action = { label: strings.editor.saveAgain, run: () => this.editor.retry() };
      showToast({ level: 'error', message: strings.editor.notAllSaved(message), action });
    }
  }

  /** Has the neighbours decoded and their own neighbours known, so that the next step waits for nothing. */
  async #preload(image: ImageId): Promise<void> {
    const { query } = useNavigation.getState();
    await this.#queue?.look(this.editor.state.selected);
    const { next, previous } = await queryClient.fetchQuery(callQuery('images.around', { image, query }));
    const queued = this.#queue?.ahead.map((step) => step.image) ?? [next, previous];
    const neighbours = [...new Set(queued)]
      .filter((id): id is ImageId => id !== null && id !== image)
      .slice(0, PRELOADED);
    const loaded = await Promise.all(
      neighbours.map((id) => {
        void queryClient.prefetchQuery(callQuery('images.around', { image: id, query }));
        return call('images.get', { image: id });
      }),
    );
    const shown = this.editor.state.image;
    if (this.#wanted !== image || shown?.id !== image) return;
    this.#neighbours = new Map(loaded.map((neighbour) => [neighbour.image.id, neighbour]));
    this.pictures.want([shown.hash, ...loaded.map((neighbour) => neighbour.image.hash)]);
  }

  async #refreshImage(): Promise<void> {
    const { image } = this.editor.state;
    const loaded = image && (await attempt(() => call('images.get', { image: image.id })));
    if (loaded) this.editor.updateImage(loaded.image);
  }

  async #send(command: Command, revisionOf: RevisionOf): Promise<Answer> {
    try {
      return { kind: 'saved', ...(await this.#carry(command, revisionOf)) };
    } catch (error) {
      const { code, message } = toProblem(error);
      if (code !== 'conflict' && code !== 'not-found') return { kind: 'problem', message };
      if (command.kind === 'load') return { kind: 'saved', faces: [] };
      const [patch] = command.kind === 'apply' ? command.patches : [];
      const words =
        code === 'conflict' && patch ? strings.review.conflict(strings.history.step(describePatch(patch))) : message;
      showToast({ level: 'warning', message: words });
      return { kind: 'conflict' };
    }
  }

  async #carry(command: Command, revisionOf: RevisionOf): Promise<Saved> {
    switch (command.kind) {
      case 'add':
        return { faces: [await call('faces.add', { image: command.image, box: command.box })] };
      case 'apply': {
        const edits = command.patches.map(({ face, changes }) => ({ face, baseRevision: revisionOf(face), changes }));
        return { faces: await call('faces.apply', { edits }) };
      }
      case 'load':
        return { faces: (await call('images.get', { image: command.image })).faces };
      case 'undo':
      case 'redo':
        return this.#stepHistory(command.kind);
    }
  }

  async #stepHistory(kind: 'undo' | 'redo'): Promise<Saved> {
    const { selected } = this.editor.state;
    const step = await call(`history.${kind}`);
    const words = strings.actions;
    if (!step) {
      showToast({ level: 'info', message: kind === 'undo' ? words.nothingToUndo : words.nothingToRedo });
      return { faces: [] };
    }
    // Here the change is in sight; elsewhere it takes a word.
    if (step.image !== this.#wanted) {
      const message = (kind === 'undo' ? words.undone : words.redone)(strings.history.step(step.description));
      showToast({ level: 'info', message });
      const [face] = step.faces;
      useNavigation.getState().go({ name: 'editor', image: step.image, ...(face !== undefined && { face }) });
    } else {
      // The face that it was done to, unless the person has gone elsewhere meanwhile.
      const face = this.editor.state.faces.find(({ id }) => step.faces.length === 1 && id === step.faces[0]);
      const still = this.editor.state.selected === selected;
      if (face && still && face.id !== selected) await this.#goTo({ image: step.image, face: face.id });
    }
    const left = new Set(step.now.map(({ id }) => id));
    return { faces: step.now, gone: step.faces.filter((face) => !left.has(face)) };
  }
}
