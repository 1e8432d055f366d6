/** Every action of the app, page by page: no two claim one key, no two have one id. */
import { beforeAll, expect, test, vi } from 'vitest';
import type { Action } from '../../../renderer/actions/action.ts';
import { photoKeys } from '../../../renderer/actions/presets.ts';
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
  ...Object.fromEntries(
    Object.entries(photoKeys).map(([preset, keys]) => [
      `editor with ${preset}`,
      async () => {
        const { editorActions } = await import('../../../renderer/pages/editor-actions.ts');
        return editorActions(idle, keys);
      },
    ]),
  ),
};
const idle = {} as never;

beforeAll(() => {
  // Modules that reach for the window find one of a desktop host that never speaks.
  const host = { transport: { call: async () => ({ ok: null }), subscribe: () => () => {} }, desktop: {} };
  vi.stubGlobal('window', { host });
});

test.each(Object.entries(pages))('no two actions of the %s page claim one key', async (_name, list) => {
  expect(keyClashes(await list())).toEqual([]);
});

test.each(Object.entries(pages))('no two actions of the %s page have one id', async (_name, list) => {
  const ids = (await list()).map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('a clash is told with both names', () => {
  const action = (id: string, key: string): Action => ({ id, label: id, section: 'Edit', keys: [key], run: () => {} });
  const clashes = keyClashes([action('one', 'Shift+Ctrl+A'), action('two', 'Ctrl+Shift+a')]);
  expect(clashes).toEqual(['Ctrl+Shift+a is claimed by one and two']);
});
