/**
 * Joins state, tools and outbox into the thing that a page drives: pointer and key in, states out. It knows neither
 * the screen nor the store; a page paints its states and carries its commands.
 */
import type { Face, FaceVersion } from '../../electron/shared/domain/face.ts';
import type { Box, Point } from '../../electron/shared/domain/geometry.ts';
import type { FaceId } from '../../electron/shared/domain/ids.ts';
import type { Image } from '../../electron/shared/domain/image.ts';
import type { Patch } from '../../electron/shared/domain/patch.ts';
import { hitTest, sameTarget } from './hit.ts';
import type { Layers } from './layers.ts';
import { type Done, Outbox, type Send } from './outbox.ts';
import type { PaintSettings } from './paint-settings.ts';
import type { PointSettings } from './point-settings.ts';
import {
  activeTool,
  type EditorState,
  EMPTY,
  faceAfter,
  faceOf,
  firstOpen,
  type Shown,
  type ToolName,
} from './state.ts';
import {
  type Gesture,
  type Held,
  NOTHING_HELD,
  type Pointer,
  type PointerButton,
  type Press,
  type Request,
} from './tools/tool.ts';
import { tools, ZOOMING_TOOLS } from './tools/tools.ts';
import {
  fitBox,
  fitView,
  middleOf,
  pinchView,
  pinTo,
  resizeView,
  revealBox,
  toPhoto,
  type View,
  type Viewport,
  WHEEL,
  zoomOf,
  zoomTo,
} from './view.ts';

export class Editor {
  #state: EditorState;
  #gesture: Gesture | null = null;
  readonly #outbox: Outbox;
  /** The selection when a step was last taken back or done again: who turns to another face meanwhile stays there. */
  #selectedThen: FaceId | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(send: Send, layers: Layers = EMPTY.layers) {
    this.#state = { ...EMPTY, layers };
    this.#outbox = new Outbox(send, (done) => this.#receive(done));
  }

  get state(): EditorState {
    return this.#state;
  }

  /** The CSS cursor that fits what the pointer does or would do. */
  get cursor(): string {
    return this.#gesture?.cursor ?? tools[activeTool(this.#state)].cursor(this.#state);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows an image, the whole of it if it is another than before; `select` names the face to begin with. */
  open(image: Image, faces: readonly Face[], select?: FaceId): void {
    this.cancel();
    const same = this.#state.image?.id === image.id;
    const view = same ? this.#state.view : fitView(image, this.#state.viewport);
    this.#set({ ...this.#state, image, view, faces: [], arriving: [], hover: null });
    this.#outbox.open(image.id, faces);
    const first = faceOf(this.#state, select ?? (same ? this.#state.selected : null)) ?? firstOpen(this.#state.faces);
    this.select(first?.id ?? null);
  }

  /** Asks for the faces again because something may have changed them, unless they are known in these versions. */
  reload(versions: readonly FaceVersion[] | null = null): void {
    this.#outbox.reload(versions);
  }

  /** Takes newer facts about the image that is open, such as a file that went missing. */
  updateImage(image: Image): void {
    if (this.#state.image?.id === image.id) this.#set({ ...this.#state, image });
  }

  // Pointer: all points are CSS pixels from the viewport's top left.

  pointerDown(screen: Point, button: PointerButton, held: Held = NOTHING_HELD): void {
    const state = { ...this.#state, pointer: screen };
    const pointer = this.#pointer(screen, held);
    const clicks = this.#gesture?.clicks;
    if (clicks && button !== 'middle') {
      if (button === 'right') this.#go(clicks.back(state), null);
      else this.#go(clicks.press(state, pointer), pointer);
      return;
    }
    this.settle();
    if (!this.#state.image) return;
    const grabs = button === 'middle';
    const tool = tools[grabs ? 'pan' : activeTool(this.#state)];
    this.#begin(tool.press({ ...this.#state, pointer: screen }, pointer, grabs ? 'left' : button));
  }

  /** Where the pointer has been since the last call, in order: each place counts, the last is shown. */
  pointerMove(screen: Point, held: Held = NOTHING_HELD, before: readonly Point[] = []): void {
    let state: EditorState = { ...this.#state, pointer: screen };
    for (const point of this.#gesture ? [...before, screen] : [])
      state = this.#gesture!.drag(state, this.#pointer(point, held));
    this.#take(state);
  }

  pointerUp(screen: Point, held: Held = NOTHING_HELD): void {
    if (this.#gesture?.driven) return;
    const pointer = this.#pointer(screen, held);
    const clicks = this.#gesture?.clicks;
    if (clicks) this.#go(clicks.release(this.#state, pointer), pointer);
    else this.#finish(pointer);
    this.#updateHover();
  }

  /** Turns the wheel by so many notches, up positive: what the tool does with it, else a zoom. */
  wheel(notches: number, screen: Point, held: Held = NOTHING_HELD): void {
    const pointer = this.#pointer(screen, held);
    const busy = this.#gesture !== null && !this.#gesture.driven;
    const turn = busy ? null : tools[activeTool(this.#state)].wheel?.(this.#state, pointer, notches);
    if (turn) this.#begin(turn);
    else this.zoomBy(WHEEL ** notches, screen);
  }

  pointerLeave(): void {
    this.#set({ ...this.#state, pointer: null, hover: null });
  }

  /** Zooms to the face under the pointer, or back to the whole photo where there is none. */
  doubleClick(screen: Point): void {
    // The second click of a tool is its own; along a polygon it closes the line.
    if (this.complete() || !ZOOMING_TOOLS.has(this.#state.tool)) return;
    const target = hitTest(this.#state, screen);
    if (target) this.zoomToFace(target.face);
    else this.fit();
  }

  // View.

  resize(viewport: Viewport): void {
    const { image, view, viewport: before } = this.#state;
    this.#set({ ...this.#state, viewport, view: image ? resizeView(view, image, before, viewport) : view });
  }

  pinch(from: Point, to: Point, factor: number): void {
    const { image, view, viewport } = this.#state;
    if (image) this.#look(pinchView(view, from, to, factor, image, viewport));
  }

  zoomBy(factor: number, anchor: Point = middleOf(this.#state.viewport)): void {
    this.#zoomTo(zoomOf(this.#state.view, this.#state.viewport) * factor, anchor);
  }

  /** One photo pixel on one pixel of the screen. */
  showActualSize(): void {
    this.#zoomTo(1, this.#state.pointer ?? middleOf(this.#state.viewport));
  }

  fit(): void {
    const { image, viewport } = this.#state;
    if (image) this.#look(fitView(image, viewport));
  }

  zoomToFace(id: FaceId | null = this.#state.selected): void {
    const face = faceOf(this.#state, id);
    if (face && this.#state.image) this.#look(fitBox(face.box, this.#state.image, this.#state.viewport));
  }

  /** Moves the view as far as it takes to have the box on the screen. */
  reveal(box: Box): void {
    const { image, view, viewport } = this.#state;
    if (image) this.#look(revealBox(view, box, image, viewport));
  }

  /** Brings a point of the photo into the middle of the screen. */
  lookAt(point: Point): void {
    const { image, view, viewport } = this.#state;
    if (image) this.#look(pinTo(view, point, middleOf(viewport), image, viewport));
  }

  setPaint(change: Partial<PaintSettings>): void {
    this.#set({ ...this.#state, paint: { ...this.#state.paint, ...change } });
  }

  setPoints(change: Partial<PointSettings>): void {
    this.#set({ ...this.#state, points: { ...this.#state.points, ...change } });
  }

  /** Changes what is shown around the faces and what tools may ask for. */
  show(change: Partial<Shown>): void {
    this.#take(change);
  }

  // Tools and selection.

  setTool(tool: ToolName): void {
    this.cancel();
    this.#take({ tool });
  }

  /** Held space: the pointer pans until it is let go. */
  grab(grabbing: boolean): void {
    this.#take({ grabbing });
  }

  select(id: FaceId | null): void {
    this.settle();
    const face = faceOf(this.#state, id);
    const { image, view, viewport } = this.#state;
    this.#set({
      ...this.#state,
      selected: face?.id ?? null,
      view: face && image ? revealBox(view, face.box, image, viewport) : view,
    });
  }

  selectNext(step: 1 | -1): void {
    const next = faceAfter(this.#state, step);
    if (next) this.select(next.id);
  }

  // Edits.

  /** Goes on with what keys or the wheel have begun, or begins it; it lasts until something else begins. */
  drive(gesture: Gesture, step: (state: EditorState) => EditorState): void {
    if (this.#gesture !== gesture) this.settle();
    this.#gesture = gesture;
    this.#set(step(this.#state));
  }

  /** Makes a change at once. */
  apply(patch: Patch | null): void {
    this.settle();
    if (patch) this.#request({ kind: 'apply', patches: [patch] });
  }

  /** Ends what the keyboard or the pointer began: nudges stay, half a drag does not. */
  settle(): void {
    if (this.#gesture?.driven) this.#finish(this.#pointer({ x: 0, y: 0 }));
    else this.cancel();
  }

  /** Ends what the wheel or keys began; a drag under way goes on. */
  rest(): void {
    if (this.#gesture?.driven) this.settle();
  }

  /** The person turns to something else: a line from click to click waits for them, all else is settled. */
  pause(): void {
    if (!this.#gesture?.clicks) this.settle();
  }

  /** Ends a gesture of several clicks as it stands. False where there is none. */
  complete(): boolean {
    const clicks = this.#gesture?.clicks;
    if (clicks) this.#finish(this.#pointer(this.#state.pointer ?? middleOf(this.#state.viewport)));
    return clicks !== undefined;
  }

  /** Takes back the last click of a gesture of several. False where there is none. */
  back(): boolean {
    const clicks = this.#gesture?.clicks;
    if (clicks) this.#go(clicks.back(this.#state), null);
    return clicks !== undefined;
  }

  cancel(): void {
    const gesture = this.#gesture;
    this.#gesture = null;
    if (gesture) this.#set(gesture.cancel(this.#state));
  }

  /** Steps back by one: from a gesture, a tool, a selection. False where there is nothing to step back from. */
  escape(): boolean {
    if (this.#gesture) this.cancel();
    else if (this.#state.tool !== 'select') this.setTool('select');
    else if (this.#state.selected !== null) this.select(null);
    else return false;
    return true;
  }

  /** A gesture under way is what undo takes back; otherwise it is the last thing that was stored. */
  undo(): void {
    if (this.back()) return;
    if (this.#gesture) this.cancel();
    else this.#step('undo');
  }

  redo(): void {
    if (!this.#gesture) this.#step('redo');
  }

  /** Sends again what could not be saved. */
  readonly retry = (): void => this.#outbox.retry();

  /** Gives up what could not be saved. */
  readonly discard = (): void => this.#outbox.discard();

  #set(state: EditorState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** What changes if it does; it may leave something else under the pointer. */
  #take(change: Partial<EditorState>): void {
    if (Object.entries(change).every(([name, value]) => this.#state[name as keyof EditorState] === value)) return;
    this.#set({ ...this.#state, ...change });
    this.#updateHover();
  }

  #pointer(screen: Point, held: Held = NOTHING_HELD): Pointer {
    return { ...held, screen, photo: toPhoto(this.#state.view, screen) };
  }

  #begin(press: Press | null): void {
    if (!press) return;
    this.#gesture = press.gesture;
    this.#set(press.state);
    if (press.request) this.#request(press.request);
  }

  /** A gesture of several clicks goes on with a state; without one it is over, finished where there is a pointer. */
  #go(state: EditorState | null, pointer: Pointer | null): void {
    if (state) this.#set(state);
    else if (pointer) this.#finish(pointer);
    else this.cancel();
  }

  #zoomTo(zoom: number, anchor: Point): void {
    const { image, view, viewport } = this.#state;
    if (image) this.#look(zoomTo(view, zoom, anchor, image, viewport));
  }

  /** Another view under a pointer that stays where it is: a gesture goes on from there. */
  #look(view: View): void {
    this.#set({ ...this.#state, view });
    const { pointer } = this.#state;
    if (this.#gesture && pointer) this.#set(this.#gesture.drag(this.#state, this.#pointer(pointer)));
    this.#updateHover();
  }

  #updateHover(): void {
    const { pointer } = this.#state;
    const points = pointer && !this.#gesture && activeTool(this.#state) === 'select';
    const hover = points ? hitTest(this.#state, pointer) : null;
    if (!sameTarget(hover, this.#state.hover)) this.#set({ ...this.#state, hover });
  }

  #finish(pointer: Pointer): void {
    const gesture = this.#gesture;
    this.#gesture = null;
    if (!gesture) return;
    const finished = gesture.finish(this.#state, pointer);
    this.#set(finished.state);
    if (finished.request) this.#request(finished.request);
  }

  #request(request: Request): void {
    const { image } = this.#state;
    if (request.kind === 'apply') this.#outbox.push(request);
    else if (image) this.#outbox.push({ ...request, image: image.id });
  }

  #step(kind: 'undo' | 'redo'): void {
    this.#selectedThen = this.#state.selected;
    this.#outbox.push({ kind });
  }

  /** Takes what the outbox now shows; the face of a step is selected unless a person has gone on to another. */
  #receive(done: Done | null): void {
    const { save, shown } = this.#outbox;
    const before = this.#state.selected;
    const state: EditorState = { ...this.#state, ...shown, save };
    const face = done?.face.image === state.image?.id ? done : null;
    const added = face?.command.kind === 'add' ? face.face.id : null;
    this.#set({ ...state, selected: faceOf(state, before ?? added)?.id ?? null });
    const stepped = face !== null && (face.command.kind === 'undo' || face.command.kind === 'redo');
    if (!stepped || this.#gesture || before !== this.#selectedThen) return;
    this.select(face.face.id);
    this.#selectedThen = this.#state.selected;
  }
}
