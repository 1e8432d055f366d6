/** The models page: detectors and networks, installed or to be fetched. */
import type { Model } from '../../../electron/shared/domain/model.ts';
import type { FamilyName } from '../../model-families.ts';

const kinds: Record<Model['kind'], { one: string; several: string; none: string }> = {
  detector: {
    one: 'Face detector',
    several: 'Face detectors',
    none: 'None yet. Faces can be drawn by hand; to have them found, fetch a detector below or import one.',
  },
  network: {
    one: 'Labelling network',
    several: 'Labelling networks',
    none: 'None yet. To have labels proposed, fetch a network below, or drop a checkpoint on the window: .pt, .pth or .safetensors.',
  },
};

const families: Record<FamilyName, string> = {
  yunet: 'YuNet',
  ultraface: 'UltraFace',
  'lineament-detector': 'Lineament’s own detector',
  'facexformer-released': 'FaceXFormer as published',
  'facexformer-ten': 'FaceXFormer with ten tasks',
  'facexformer-ten-convnext-b': 'FaceXFormer with ten tasks on ConvNeXt-B',
  'facexformer-ten-resnet-101': 'FaceXFormer with ten tasks on ResNet-101',
  'facexformer-ten-mobilenet': 'FaceXFormer with ten tasks on MobileNetV2',
  'facexformer-starter': 'FaceXFormer in small',
};

export const models = {
  title: 'Models',
  about: 'What finds faces in photos and proposes their labels. The app keeps its own copy, shared by all projects.',
  list: 'The list of models',
  kinds,
  families,
  answersAll: (tasks: number) => `Answers all ${tasks} tasks`,
  answers: (answered: number, tasks: number, missing: string) =>
    `Answers ${answered} of ${tasks} tasks, not ${missing}`,
  parameters: (millions: string) => `${millions} million parameters`,
  added: (when: string) => `added ${when}`,
  inUse: 'In use',
  use: 'Use this one',
  remove: 'Remove',
  removeModel: (model: string) => `Remove ${model}`,
  removeSure: (model: string) => `Remove ${model}?`,
  removeAbout: 'The app deletes its copy of the file. Faces and labels that it has proposed stay as they are.',
  installed: (model: string) => `${model} is installed.`,
  runOn: (device: string) => `Models run on ${device}.`,
  importFile: 'Import from a file',
  fetchable: 'Can be fetched',
  fetchableList: 'Models that can be fetched',
  fetch: 'Fetch',
  install: 'Install',
  goOn: 'Go on fetching',
  fetchModel: (model: string) => `Fetch ${model}`,
  installModel: (model: string) => `Install ${model}`,
  fetching: (model: string) => `Fetching ${model}`,
  received: (received: string, total: string) => `${received} of ${total}`,
  cancelFetching: (model: string) => `Cancel fetching ${model}`,
  cancelTip: 'Cancel; what has come is kept',
};
