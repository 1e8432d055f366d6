/** labelme: a JSON file beside every picture. Masks are pictures in base64 whose corners both belong to them. */
import { PARSING_PROFILES } from '../../shared/domain/vocabulary.ts';
import { type Format, holdsOnly, whole } from '../format.ts';
import { rounded } from '../numbers.ts';
import { type Dialect, readShapes, shapesDialect, shapesPictureFile, writeShapes } from '../shapes-json.ts';
import { carriedByWords } from '../words.ts';

const DIALECT: Dialect = {
  format: 'labelme',
  version: '5.5.0',
  corners: ({ x, y, width, height }) => [
    [rounded(x, 6), rounded(y, 6)],
    [rounded(x + width, 6), rounded(y + height, 6)],
  ],
  extra: { mask: null },
  words: 'flags',
  masks: 'picture',
  top: {},
};

export const labelme: Format = {
  title: 'labelme',
  about: 'Rectangles, points and masks, grouped by face, in a JSON file beside every picture.',
  unit: 'photo',
  pictures: 'any',
  keepsTurns: false,
  carries: holdsOnly({
    box: whole(0.00001),
    parsing: whole(0, 'in the pixels of the picture'),
    landmarks: whole(0.00001),
    visibility: whole(0, 'as a flag of each point, and in the description of the rectangle'),
    ...carriedByWords('in the description of the rectangle'),
  }),
  origin: 'edges of pixels from 0',
  overlap: 'a later shape over an earlier one',
  classes: PARSING_PROFILES['celebamask-19'],
  options: {},
  recognise: async (source) => (await shapesDialect(source)) === 'labelme',
  read: (source) => readShapes(source, 'labelme'),
  pictureFile: shapesPictureFile,
  write: (output, header) => writeShapes(output, header, DIALECT),
};
