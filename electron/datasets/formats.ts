/** The one table of dataset formats. To add one, see the README of this folder. */
import type { FormatName } from '../shared/domain/dataset.ts';
import type { Format } from './format.ts';
import { threeHundredW } from './formats/300w.ts';
import { threeHundredWLp } from './formats/300w-lp.ts';
import { affectnet } from './formats/affectnet.ts';
import { agedb } from './formats/agedb.ts';
import { biwi } from './formats/biwi.ts';
import { celeba } from './formats/celeba.ts';
import { celebamaskHq } from './formats/celebamask-hq.ts';
import { coco } from './formats/coco.ts';
import { cofw } from './formats/cofw.ts';
import { cvat } from './formats/cvat.ts';
import { dlib } from './formats/dlib.ts';
import { fairface } from './formats/fairface.ts';
import { ffhqAging } from './formats/ffhq-aging.ts';
import { hrnet } from './formats/hrnet.ts';
import { imagefolder } from './formats/imagefolder.ts';
import { insightface } from './formats/insightface.ts';
import { labelStudio } from './formats/label-studio.ts';
import { labelme } from './formats/labelme.ts';
import { lapa } from './formats/lapa.ts';
import { lfw } from './formats/lfw.ts';
import { morph } from './formats/morph.ts';
import { native } from './formats/native.ts';
import { parquet } from './formats/parquet.ts';
import { pascalVoc } from './formats/pascal-voc.ts';
import { rafDb } from './formats/raf-db.ts';
import { retinaface } from './formats/retinaface.ts';
import { utkface } from './formats/utkface.ts';
import { wflw } from './formats/wflw.ts';
import { widerFace } from './formats/wider-face.ts';
import { xAnylabeling } from './formats/x-anylabeling.ts';
import { yolo } from './formats/yolo.ts';

export const FORMATS = {
  native,
  'celebamask-hq': celebamaskHq,
  coco,
  '300w': threeHundredW,
  celeba,
  lapa,
  wflw,
  hrnet,
  '300w-lp': threeHundredWLp,
  biwi,
  cofw,
  dlib,
  utkface,
  fairface,
  'raf-db': rafDb,
  affectnet,
  agedb,
  morph,
  'ffhq-aging': ffhqAging,
  lfw,
  insightface,
  'wider-face': widerFace,
  retinaface,
  cvat,
  'label-studio': labelStudio,
  labelme,
  'x-anylabeling': xAnylabeling,
  'pascal-voc': pascalVoc,
  yolo,
  imagefolder,
  parquet,
} as const satisfies Record<FormatName, Format>;
