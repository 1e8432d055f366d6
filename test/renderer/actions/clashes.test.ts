/** Every action of the app, page by page: no two claim one key, no two have one id. */
import { beforeAll, expect, test, vi } from 'vitest';
import type { Action } from '../../../renderer/actions/action.ts';
import { keysOf, rivalsOf, useBindings } from '../../../renderer/actions/bindings.ts';
import { PRESETS } from '../../../renderer/actions/presets.ts';
import { keyClashes } from '../../../renderer/actions/use-actions.ts';

/** The lists of each page as the pages make them; their commands are not called here. */
const pages: Record<string, () => Promise<Action[]>> = {
  async window() {
    return [...(await import('../../../renderer/actions/global-actions.ts')).globalActions];
  },
  async photos() {
    const { galleryActions, photoActions } = await import('../../../renderer/gallery/gallery-actions.ts');
    const { gridActions } = await import('../../../renderer/gallery/grid-actions.ts');
    return [...gridActions(idle), ...galleryActions(idle), ...photoActions(idle)];
  },
  async faces() {
    const { faceActions, galleryActions } = await import('../../../renderer/gallery/gallery-actions.ts');
    const { gridActions } = await import('../../../renderer/gallery/grid-actions.ts');
    return [...gridActions(idle), ...galleryActions(idle), ...faceActions(idle)];
  },
  async 'masks tool'() {
    return (await import('../../../renderer/pages/paint-actions.ts')).paintActions(idle);
  },
  async 'landmarks tool'() {
    return (await import('../../../renderer/pages/point-actions.ts')).pointActions(idle);
  },
  async 'pose tool'() {
    return (await import('../../../renderer/pages/pose-actions.ts')).poseActions(idle);
  },
  async editor() {
    const { editorActions } = await import('../../../renderer/pages/editor-actions.ts');
    return editorActions(idle);
  },
  async pass() {
    const { passActions } = await import('../../../renderer/pages/pass-actions.ts');
    return passActions(idle, 'expression');
  },
  async wall() {
    const { gridActions } = await import('../../../renderer/gallery/grid-actions.ts');
    const { wallActions } = await import('../../../renderer/wall/wall-actions.ts');
    const { SUBJECTS, sayingsOf } = await import('../../../renderer/wall/subjects.ts');
    const sayings = SUBJECTS.flatMap(({ subjects }) => subjects.map(({ facet }) => sayingsOf(facet)));
    const longest = sayings.reduce((most, each) => (each.length > most.length ? each : most));
    return [...gridActions(idle), ...wallActions(idle, longest, true)];
  },
};
const idle = {} as never;

beforeAll(() => {
  // Modules that reach for the window find one of a desktop host that never speaks.
  const host = { transport: { call: async () => ({ ok: null }), subscribe: () => () => {} }, desktop: {} };
  vi.stubGlobal('window', { host });
});

const habits = Object.keys(PRESETS) as (keyof typeof PRESETS)[];

test.each(Object.keys(pages).flatMap((page) => habits.map((preset) => [page, preset] as const)))(
  'no two actions of the %s page claim one key with the habits of %s',
  async (page, preset) => {
    useBindings.setState({ preset, changes: {} });
    expect(keyClashes(await pages[page]!())).toEqual([]);
  },
);

test.each(habits)('no tool hides the key of another tool with the habits of %s', async (preset) => {
  useBindings.setState({ preset, changes: {} });
  const choices = (await pages['editor']!()).filter(({ id }) => id.startsWith('tool.'));
  expect(choices.length).toBeGreaterThan(10);
  for (const page of ['masks tool', 'landmarks tool', 'pose tool'])
    expect(keyClashes([...choices, ...(await pages[page]!())]), page).toEqual([]);
});

test.each(habits)('every key of the habits of %s belongs to an action that there is', async (preset) => {
  const ids = new Set((await Promise.all(Object.values(pages).map((list) => list()))).flat().map(({ id }) => id));
  expect(Object.keys(PRESETS[preset]).filter((id) => !ids.has(id))).toEqual([]);
});

test("a person's key takes the place of the preset's, and rivals are told", () => {
  const action = (id: string, key: string): Action => ({ id, label: id, section: 'Edit', keys: [key], run: () => {} });
  const actions = [action('photo.next', 'd'), action('other', 'x')];
  useBindings.setState({ preset: 'cvat', changes: { 'photo.next': ['x'] } });
  expect(actions.map((each) => keysOf(each))).toEqual([['x'], ['x']]);
  expect(rivalsOf(actions[0]!, actions)).toEqual([actions[1]]);
  useBindings.setState({ preset: 'lineament', changes: {} });
});

test.each(Object.entries(pages))('no two actions of the %s page have one id', async (_name, list) => {
  const ids = (await list()).map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('a clash is told with both names', () => {
  const action = (id: string, key: string): Action => ({ id, label: id, section: 'Edit', keys: [key], run: () => {} });
  const clashes = keyClashes([action('one', 'Shift+Ctrl+A'), action('two', 'Ctrl+Shift+a')]);
  expect(clashes).toEqual(['Ctrl+Shift+a: one, two']);
});
