/** One stay in the editor: carries its commands to the core, opens photos, and has the neighbours decoded beforehand. */

import type { Output } from '../../electron/shared/contract.ts';
import type { Face, Review } from '../../electron/shared/domain/face.ts';
import type { FaceId, ImageId } from '../../electron/shared/domain/ids.ts';
import { toProblem } from '../../electron/shared/errors.ts';
import { historyLabel } from '../actions/history-words.ts';
import { call, on, photoUrl, thumbUrl } from '../api.ts';
import { photoReader } from '../canvas/photo-reader.ts';
import { PictureCache } from '../canvas/picture-cache.ts';
import { PictureDecoder } from '../canvas/picture-decoder.ts';
import { proposeLabels } from '../commands/photo-commands.ts';
import { followProposals } from '../commands/proposals.ts';
import { Editor } from '../editor/editor.ts';
import { judgeSelected } from '../editor/face-commands.ts';
import type { Answer, Command } from '../editor/outbox.ts';
import { judge } from '../editor/patches.ts';
import { putOff } from '../editor/review-edits.ts';
import { selectedFace } from '../editor/state.ts';
import { callQuery, queryClient } from '../queries.ts';
import { useLastTools } from '../state/last-tools.ts';
import { useLastLayers } from '../state/layers.ts';
import { useNavigation } from '../state/navigation.ts';
import { noteVerdict } from '../state/pace.ts';
import { queueQuery, useQueue } from '../state/queue.ts';
import { attempt, showToast } from '../state/toasts.ts';
import { strings } from '../strings/strings.ts';
import { ReviewQueue } from './review-queue.ts';

/** Of the thumbnail that stands in for a photo, in pixels: the gallery has it ready. */
const PREVIEW_SIZE = 256;

/** Photos decoded beforehand. */
const PRELOADED = 2;

type RevisionOf = (face: FaceId) => number;

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
    ];
    this.#queue = this.#queueOf(useQueue.getState().order);
    void attempt(async () => editor.show({ person: (await call('settings.get')).person }));
  }

  async show(image: ImageId, face?: FaceId): Promise<void> {
    this.#wanted = image;
    // A face that is asked for may be newer than what was asked beforehand.
    const known = this.#neighbours.get(image);
    const ready = face === undefined || known?.faces.some(({ id }) => id === face) ? known : undefined;
    const loaded = ready ?? (await attempt(() => call('images.get', { image })));
    if (this.#wanted !== image) return;
    if (!loaded) return useNavigation.getState().go({ name: 'gallery' });
    this.pictures.want([loaded.image.hash]);
    this.editor.open(loaded.image, loaded.faces, face);
    // Its faces may have changed since it was the neighbour.
    if (ready) this.editor.reload();
    if (useQueue.getState().oneFace) this.editor.zoomToFace();
    await attempt(() => this.#preload(image));
  }

  /** Begins the queue of the chosen order, or with the order of photos ends it. */
  async startQueue(): Promise<void> {
    this.#queue = this.#queueOf(useQueue.getState().order);
    if (this.#queue) await this.goOn();
  }

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
  async goOn(): Promise<void> {
    const { selected } = this.editor.state;
    const step = this.#queue && (await this.#queue.next(selected));
    if (!step) return showToast({ level: 'info', message: strings.review.queueEnd });
    this.#goTo(step);
  }

  /** Shows the face of the queue before this one. */
  goBack(): void {
    const step = this.#queue?.previous();
    if (step) this.#goTo(step);
  }

  #goTo({ image, face }: { image: ImageId; face: FaceId }): void {
    if (image !== this.#wanted) useNavigation.getState().go({ name: 'editor', image, face });
    else {
      this.editor.select(face);
      if (useQueue.getState().oneFace) this.editor.zoomToFace();
      void attempt(() => this.#preload(image));
    }
  }

  #queueOf(order: string): ReviewQueue | null {
    const query = queueQuery(order);
    return query && new ReviewQueue((input) => call('facets.next', input), query);
  }

  /** Goes to the next or previous photo of the gallery's order. */
  async step(to: 'next' | 'previous'): Promise<void> {
    const { query, go } = useNavigation.getState();
    if (this.#wanted === null) return;
    const around = await queryClient.fetchQuery(callQuery('images.around', { image: this.#wanted, query }));
    const image = around[to];
    if (image !== null) go({ name: 'editor', image });
    else showToast({ level: 'info', message: strings.review.noMore(to === 'next' ? 'last' : 'first') });
  }

  /** Has the network say what it sees in the faces of the photo. */
  async propose(): Promise<void> {
    if (this.#wanted !== null) await proposeLabels([this.#wanted]);
  }

  /** «Undo accept face» */
  readonly historyLabel = historyLabel;

  close(): void {
    this.#wanted = null;
    useLastLayers.setState({ layers: this.editor.state.layers });
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
      return { kind: 'saved', faces: await this.#carry(command, revisionOf) };
    } catch (error) {
      const { code, message } = toProblem(error);
      if (code !== 'conflict' && code !== 'not-found') return { kind: 'problem', message };
      if (command.kind === 'load') return { kind: 'saved', faces: [] };
      const words = code === 'conflict' ? strings.review.conflict : message;
      showToast({ level: 'warning', message: words });
      return { kind: 'conflict' };
    }
  }

  async #carry(command: Command, revisionOf: RevisionOf): Promise<readonly Face[]> {
    switch (command.kind) {
      case 'add':
        return [await call('faces.add', { image: command.image, box: command.box })];
      case 'apply':
        return call('faces.apply', {
          edits: command.patches.map(({ face, changes }) => ({ face, baseRevision: revisionOf(face), changes })),
        });
      case 'load':
        return (await call('images.get', { image: command.image })).faces;
      case 'undo':
      case 'redo':
        await this.#stepHistory(command.kind);
        return [];
    }
  }

  async #stepHistory(kind: 'undo' | 'redo'): Promise<void> {
    const step = await call(`history.${kind}`);
    const words = strings.actions;
    const nothing = kind === 'undo' ? words.nothingToUndo : words.nothingToRedo;
    if (!step) return showToast({ level: 'info', message: nothing });
    const [face] = step.faces;
    // Here the change is in sight; elsewhere it takes a word.
    if (step.image === this.#wanted) return void this.show(step.image, face);
    showToast({
      level: 'info',
      message: (kind === 'undo' ? words.undone : words.redone)(strings.history.step(step.description)),
    });
    useNavigation.getState().go({ name: 'editor', image: step.image, ...(face !== undefined && { face }) });
  }
}
