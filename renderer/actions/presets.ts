/** Key habits of other tools of the trade: what differs from the keys that actions bring along, by the action's id. */
import type { Settings } from '../../electron/shared/domain/project.ts';

type Keys = Readonly<Record<string, readonly string[]>>;

/** The classes of masks by digit with a modifier: in CVAT, Shift with a digit takes up a tool. */
const digits = (modifier: string, beyondTen: string): Keys =>
  Object.fromEntries(
    Array.from({ length: 18 }, (_, at) => [
      `paint.class-${at + 1}`,
      [`${at < 10 ? modifier : beyondTen}${(at + 1) % 10}`],
    ]),
  );

export const PRESETS = {
  lineament: {},
  cvat: {
    'photo.previous': ['d'],
    'photo.next': ['f'],
    'view.fit': ['0'],
    'tool.brush': ['Shift+1', 'b'],
    'tool.eraser': ['Shift+2', 'e'],
    'layer.masks': ['m'],
    'points.hide': ['q', '/'],
    'help.keys': ['F1', '?'],
    ...digits('Alt+', 'Alt+Shift+'),
  },
  'x-anylabeling': {
    'photo.previous': ['a'],
    'photo.next': ['d'],
    'queue.next': ['Ctrl+Shift+d', '.'],
    'queue.previous': ['Ctrl+Shift+a', ','],
    'tool.select': ['Ctrl+j', 'v'],
    'view.jobs': ['Ctrl+Shift+j'],
    'tool.draw-box': ['r', 'n'],
    'face.reject': ['Shift+Delete'],
    'tool.brush': ['Shift+b', 'b'],
    'tool.fill': ['Alt+Shift+b'],
    'tool.points': ['Shift+p', 'k'],
    'paint.pick': ['Alt+p'],
    'view.fit': ['Ctrl+f', '0', 'f'],
  },
} as const satisfies Record<Settings['keys'], Keys>;
