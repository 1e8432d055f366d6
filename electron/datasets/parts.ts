/** CelebAMask-HQ's parts: their names in its files, and the orders of their numbers that are in circulation. */
import { PARSING_PROFILES, type ParsingClass } from '../shared/domain/vocabulary.ts';

/** The name in its files of each class of ours, in the official order, which is also the order of painting. */
export const PART_NAMES = {
  skin: 'skin',
  nose: 'nose',
  eyeglasses: 'eye_g',
  left_eye: 'l_eye',
  right_eye: 'r_eye',
  left_brow: 'l_brow',
  right_brow: 'r_brow',
  left_ear: 'l_ear',
  right_ear: 'r_ear',
  inner_mouth: 'mouth',
  upper_lip: 'u_lip',
  lower_lip: 'l_lip',
  hair: 'hair',
  hat: 'hat',
  earring: 'ear_r',
  necklace: 'neck_l',
  neck: 'neck',
  cloth: 'cloth',
} as const satisfies Partial<Record<ParsingClass, string>>;
export type Part = keyof typeof PART_NAMES;

export const PARTS = Object.keys(PART_NAMES) as Part[];

/** The classes of one-channel maps by number, from 0, of which four orders are in use that cannot be told apart by looking. */
export const MAP_ORDERS = {
  /** switchablenorms/CelebAMask-HQ. */
  official: ['background', ...PARTS],
  /** FaRL, facer and SegFace; their words for left and right differ from the files', the numbers do not. */
  farl: [
    'background',
    'neck',
    'skin',
    'cloth',
    'left_ear',
    'right_ear',
    'left_brow',
    'right_brow',
    'left_eye',
    'right_eye',
    'nose',
    'inner_mouth',
    'lower_lip',
    'upper_lip',
    'hair',
    'eyeglasses',
    'hat',
    'earring',
    'necklace',
  ],
  /** zllrunning/face-parsing.PyTorch and its followers. */
  'face-parsing': [
    'background',
    'skin',
    'left_brow',
    'right_brow',
    'left_eye',
    'right_eye',
    'eyeglasses',
    'left_ear',
    'right_ear',
    'earring',
    'nose',
    'inner_mouth',
    'upper_lip',
    'lower_lip',
    'neck',
    'necklace',
    'cloth',
    'hair',
    'hat',
  ],
  /** The eleven of the released FaceXFormer, and of LaPa, whose left and right are the viewer's. */
  facexformer: PARSING_PROFILES['facexformer-11'],
} as const satisfies Record<string, readonly ParsingClass[]>;
export type MapOrder = keyof typeof MAP_ORDERS;
