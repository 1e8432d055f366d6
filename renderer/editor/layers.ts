/** What of the faces is drawn over the photo, and how. */
import {
  PARSING_PROFILES,
  type ParsingClass,
  type ParsingProfile,
  type Task,
} from '../../electron/shared/domain/vocabulary.ts';

export const LAYERS = ['boxes', 'masks', 'landmarks', 'pose'] as const;
export type LayerName = (typeof LAYERS)[number];

export const MASK_STYLES = ['fill', 'outline'] as const;
export type MaskStyle = (typeof MASK_STYLES)[number];

export interface Layers {
  shown: Readonly<Record<LayerName, boolean>>;
  /** Labels of every face, not of the selected one alone. Boxes are always those of every face. */
  everyFace: boolean;
  maskStyle: MaskStyle;
  /** In [0, 1]. */
  maskOpacity: number;
  /** Parts of the face that the masks leave out. */
  hiddenClasses: ReadonlySet<ParsingClass>;
  /** How strongly single classes are drawn, in [0, 1]; 1 for those that are missing. */
  classOpacity: Readonly<Partial<Record<ParsingClass, number>>>;
}

export const START_LAYERS: Layers = {
  shown: { boxes: true, masks: true, landmarks: true, pose: true },
  everyFace: false,
  maskStyle: 'fill',
  maskOpacity: 0.45,
  hiddenClasses: new Set(),
  classOpacity: {},
};

export const toggleLayer = (layers: Layers, name: LayerName): Layers => ({
  ...layers,
  shown: { ...layers.shown, [name]: !layers.shown[name] },
});

/** What is seen of a task over the photo; a label is told by the face itself. */
const LAYERS_OF_TASKS: Readonly<Partial<Record<Task, LayerName>>> = {
  parsing: 'masks',
  landmarks: 'landmarks',
  visibility: 'landmarks',
  pose: 'pose',
};

/** Boxes, and of one task what is seen over the photo. */
export const layersOfTask = (layers: Layers, task: Task): Layers => {
  const own = LAYERS_OF_TASKS[task];
  return {
    ...layers,
    shown: { boxes: true, masks: own === 'masks', landmarks: own === 'landmarks', pose: own === 'pose' },
  };
};

export function toggleClass(layers: Layers, name: ParsingClass): Layers {
  const hiddenClasses = new Set(layers.hiddenClasses);
  if (!hiddenClasses.delete(name)) hiddenClasses.add(name);
  return { ...layers, hiddenClasses };
}

/** What is left of a class while another one stands out. */
const FADED = 0.2;

/** How strongly each class of a list is drawn, from 0 for not at all to 1. The first class is the background. */
export const classStrengths = (
  profile: ParsingProfile,
  { hiddenClasses, classOpacity }: Pick<Layers, 'hiddenClasses' | 'classOpacity'>,
  highlight: ParsingClass | null,
): number[] =>
  PARSING_PROFILES[profile].map((name, index) => {
    if (name === highlight) return 1;
    if (index === 0 || hiddenClasses.has(name)) return 0;
    return (classOpacity[name] ?? 1) * (highlight === null ? 1 : FADED);
  });

/** Shows one class alone; done again, all of them. */
export function soloClass(layers: Layers, profile: ParsingProfile, name: ParsingClass): Layers {
  const others = PARSING_PROFILES[profile].slice(1).filter((other) => other !== name);
  const alone = others.every((other) => layers.hiddenClasses.has(other)) && !layers.hiddenClasses.has(name);
  return { ...layers, hiddenClasses: new Set(alone ? [] : others) };
}
