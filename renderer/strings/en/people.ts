/** Who may be who: groups of faces that look like one person. */
import type { Strictness } from '../../../electron/shared/domain/people.ts';

const strictnesses: Record<Strictness, string> = { loose: 'Loose', usual: 'Usual', strict: 'Strict' };
const strictnessTips: Record<Strictness, string> = {
  loose: 'More faces find a group, and more of them are of somebody else',
  usual: 'For most networks',
  strict: 'Only faces that are very much alike',
};

const faces = (count: number): string => (count === 1 ? '1 face' : `${count} faces`);

export const people = {
  title: 'Who is who',
  about:
    'Faces without a name that look like one person. Name a whole group at once. A click on a face that is somebody else leaves it out.',
  strictness: 'How alike',
  strictnesses,
  strictnessTips,
  find: 'Find groups',
  findAgain: 'Find again',
  finding: 'Comparing faces…',
  groups: (total: number, compared: number) =>
    `${total === 1 ? '1 group' : `${total} groups`} among ${faces(compared)} without a name`,
  none: (compared: number) =>
    compared === 0
      ? 'There is no face without a name that a network has looked at. Have a network propose who is who first.'
      : `None of the ${faces(compared)} without a name look alike enough. Try a looser comparison.`,
  group: (count: number) => faces(count),
  more: (count: number) => `and ${faces(count)} more, which come up when these are named`,
  maybe: (name: string, likeness: string) => `${name}? ${likeness}`,
  maybeTip: (name: string) => `Looks like the faces named ${name}: name these so too`,
  inGroup: (file: string) => `${file}: of this person`,
  leftOut: (file: string) => `${file}: somebody else`,
  faceTip: 'Click: somebody else. Double click: open the photo',
  name: (count: number) => `Name ${faces(count)}`,
  named: (name: string, count: number) => `${name}: ${faces(count)} named`,
  moreGroups: 'More groups',
};
