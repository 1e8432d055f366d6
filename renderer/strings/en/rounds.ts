/** The page on which corrections become the next network. */
import type { Recipe } from '../../../electron/shared/domain/recipe.ts';
import type { RoundProgress, RoundState } from '../../../electron/shared/domain/round.ts';

const states: Record<RoundState, string> = {
  prepared: 'Prepared',
  training: 'Training',
  trained: 'Waits for you',
  promoted: 'In use',
  discarded: 'Discarded',
};

const modes: Record<Recipe['mode'], string> = {
  decoder: 'Decoder',
  'last-stage': 'Last stage too',
  everything: 'Everything',
};

const modesAbout: Record<Recipe['mode'], string> = {
  decoder: 'What the encoder sees in each face is computed once and kept; minutes on a processor.',
  'last-stage': 'The end of the encoder learns along: some times slower, for faces unlike those that it knows.',
  everything: 'The whole network: for a GPU, and for many faces.',
};

const phases: Record<RoundProgress['phase'], string> = {
  features: 'Looking at the faces',
  steps: 'Learning',
  judging: 'Judging',
  writing: 'Writing the result',
};

export const rounds = {
  title: 'Rounds',
  about: 'What you have corrected trains the next network, here on this machine. You decide whether it takes over.',
  next: 'Next round',
  earlier: 'Rounds so far',
  states,
  modes,
  modesAbout,
  phases,
  material: (faces: number, photos: number) =>
    `${faces === 1 ? '1 face' : `${faces} faces`} with confirmed labels in ${photos === 1 ? '1 photo' : `${photos} photos`}.`,
  noMaterial: 'There is nothing to learn from yet. Correct or accept some faces, or import labels.',
  kept: {
    identity: (groups: number) => `Kept apart person by person: ${groups === 1 ? '1 group' : `${groups} groups`}.`,
    photo: (groups: number) => `Kept apart photo by photo: ${groups === 1 ? '1 group' : `${groups} groups`}.`,
    both: (groups: number) =>
      `Kept apart by person, or by photo where nobody is named: ${groups === 1 ? '1 group' : `${groups} groups`}.`,
  },
  looking: 'Looking at what there is…',
  task: 'Task',
  learn: 'To learn from',
  stop: 'To tell when to stop',
  judge: 'To judge by',
  name: 'Name',
  base: 'Begins with',
  mode: 'What learns',
  more: 'More choices',
  fields: {
    epochs: {
      label: 'Passes',
      about: 'How often every face is seen. It ends earlier by itself when nothing improves.',
    },
    distillation: {
      label: 'Holding on',
      about: 'How much the old network’s opinion counts where a face has no label, so that nothing is forgotten.',
    },
    learningRate: { label: 'Learning rate', about: 'Size of a step. Halve it if the curves jump.' },
    batch: { label: 'Faces a step', about: 'More are steadier and slower.' },
    variants: {
      label: 'Pictures a face',
      about: 'Differently turned, shaded and hidden ones, so that little goes further.',
    },
    patience: { label: 'Patience', about: 'Ends after so many passes without a gain.' },
    weightDecay: { label: 'Weight decay', about: 'How much weights shrink towards zero.' },
    average: { label: 'Averaging', about: 'How slowly the result follows the last weights; 0 takes them as they are.' },
    seed: { label: 'Seed', about: 'Same seed, same faces, same machine: the same network.' },
  },
  learned: 'What is learned',
  learnedAbout: 'Tasks that are left out are held as the old network has them.',
  augmentation: 'Changed pictures',
  augmentations: { none: 'None', usual: 'Usual', paper: 'As in the paper' },
  augmentationsAbout: {
    none: 'Every face is seen just as it is: for very many faces.',
    usual: 'Mirrored, turned, moved, recoloured and partly hidden now and then; the labels follow.',
    paper: 'Turned every time, cut and hidden more often: for training that begins from nothing or an encoder.',
  },
  schedule: 'Size of a step',
  schedules: { cosine: 'Falls gently', constant: 'Stays', steps: 'Falls in steps' },
  schedulesAbout: {
    cosine: 'Large at first and smaller to the end: the usual way.',
    constant: 'The same to the end.',
    steps: 'A tenth of it after half of the passes, and again near the end, as in the paper.',
  },
  usual: 'Usual values',
  prepare: (faces: number) => (faces === 1 ? 'Prepare 1 face' : `Prepare ${faces} faces`),
  prepareAbout: 'Freezes these faces and labels, then measures what training takes. Nothing is trained yet.',
  noNetwork: 'To begin with one, fetch or import a labelling network on the Models page.',
  estimate: 'What it takes',
  measuring: 'Measuring a real step on this machine…',
  cancel: 'Stop for now',
  brokenOff: 'It was broken off. What it has learned is kept, and it goes on from there.',
  begin: (faces: number) => (faces === 1 ? 'Train on 1 face' : `Train on ${faces} faces`),
  preparing: 'Preparing…',
  goOn: 'Go on',
  takes: (time: string, memory: string, device: string) =>
    `Takes at most ${time} and ${memory} of memory on ${device}.`,
  disk: (size: string) => `${size} on the disk meanwhile.`,
  round: (id: number, name: string) => `Round ${id}: ${name}`,
  from: (base: string) => `from ${base}`,
  fromNothing: 'from nothing',
  on: (faces: number, when: string) => `${faces === 1 ? '1 face' : `${faces} faces`} · ${when}`,
  curves: 'Curves',
  learnedFrom: 'What it learned from',
  curve: 'Loss',
  total: 'Together',
  trainPart: 'learned from',
  validationPart: 'validation',
  steps: 'steps',
  noCurve: 'The curves begin with the first step.',
  result: 'Before and after',
  noResult: 'No faces were kept apart to judge by, so nobody can tell how good the result is.',
  promote: 'Use this network',
  promoteAbout: 'It proposes anew what nobody has touched. You can go back.',
  rollBack: 'Go back to the one before',
  discard: 'Discard',
  discardAbout: 'Throws the new network away; the record of the round stays.',
  discardSure: 'Discard it for good?',
  keep: 'Keep it',
  saveAs: 'Save as',
  safetensors: 'Weights (safetensors)',
  onnx: 'Graph (ONNX)',
  elsewhere: 'Train elsewhere',
  elsewhereAbout: 'For more faces or larger networks than this machine can take: PyTorch on other machines.',
  writePackage: 'Write a training package…',
  bringBack: 'Bring back weights…',
  packageFolder: 'Choose where the package’s folder is to lie',
  saveFolder: 'Choose a folder for the file',
  saveHere: 'Save here',
  saved: (file: string) => `Wrote ${file}.`,
};
