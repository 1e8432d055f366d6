/** X-AnyLabeling: labelme's JSON with more in it. Rectangles have four points, masks are outlines, attributes have their own place. */
import { PARSING_PROFILES } from '../../shared/domain/vocabulary.ts';
import { type Format, holdsOnly, part, whole } from '../format.ts';
import { rounded } from '../numbers.ts';
import { type Dialect, readShapes, shapesDialect, shapesPictureFile, writeShapes } from '../shapes-json.ts';
import { carriedByWords } from '../words.ts';

const DIALECT: Dialect = {
  format: 'x-anylabeling',
  version: '3.2.1',
  corners({ x, y, width, height }) {
    const [left, top, right, bottom] = [x, y, x + width, y + height].map((side) => rounded(side, 6)) as [
      number,
      number,
      number,
      number,
    ];
    return [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ];
  },
  extra: { score: null, difficult: false, attributes: {}, kie_linking: [] },
  words: 'attributes',
  masks: 'polygons',
  top: { checked: false, tags: [], description: '' },
};

export const xAnylabeling: Format = {
  title: 'X-AnyLabeling',
  about: 'Rectangles with attributes, points and outlines, grouped by face, in a JSON file beside every picture.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(0.00001),
    parsing: part('outlines: holes of a class are filled by it'),
    landmarks: whole(0.00001),
    visibility: whole(0, 'as an attribute of each point, and of the rectangle'),
    ...carriedByWords('as an attribute'),
  }),
  origin: 'edges of pixels from 0',
  overlap: 'a later shape over an earlier one',
  classes: PARSING_PROFILES['celebamask-19'],
  options: {},
  recognise: async (source) => (await shapesDialect(source)) === 'x-anylabeling',
  read: (source) => readShapes(source, 'x-anylabeling'),
  pictureFile: shapesPictureFile,
  write: (output, header) => writeShapes(output, header, DIALECT),
};
