/**
 * The words of the field: tasks, classes and labels in the order of the released network. Left and right are always
 * the person's own.
 */

/** The ten kinds of annotation that the network proposes for every face. */
export const TASKS = [
  'parsing',
  'landmarks',
  'visibility',
  'pose',
  'attributes',
  'age',
  'gender',
  'race',
  'expression',
  'identity',
] as const;
export type Task = (typeof TASKS)[number];

/** Parsing classes of the released network, by index. */
export const PARSING_11 = [
  'background',
  'skin',
  'right_brow',
  'left_brow',
  'right_eye',
  'left_eye',
  'nose',
  'upper_lip',
  'inner_mouth',
  'lower_lip',
  'hair',
] as const;

/** CelebAMask-HQ's nineteen classes in its official order, with sides written out. */
export const PARSING_19 = [
  'background',
  'skin',
  'nose',
  'eyeglasses',
  'left_eye',
  'right_eye',
  'left_brow',
  'right_brow',
  'left_ear',
  'right_ear',
  'inner_mouth',
  'upper_lip',
  'lower_lip',
  'hair',
  'hat',
  'earring',
  'necklace',
  'neck',
  'cloth',
] as const;

/** Class lists a project's label maps can be drawn in. */
export const PARSING_PROFILES = { 'facexformer-11': PARSING_11, 'celebamask-19': PARSING_19 } as const;
export type ParsingProfile = keyof typeof PARSING_PROFILES;
export type ParsingClass = (typeof PARSING_PROFILES)[ParsingProfile][number];

/** Red, green and blue in 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];
type ColourOfEach<Classes extends readonly string[]> = { readonly [Index in keyof Classes]: Colour };

/** What each class is drawn in: the colours of the released network, and those of CelebAMask-HQ's `g_color.py`. */
export const PARSING_COLOURS: { readonly [Name in ParsingProfile]: ColourOfEach<(typeof PARSING_PROFILES)[Name]> } = {
  'facexformer-11': [
    [0, 0, 0],
    [0, 153, 255],
    [102, 255, 153],
    [0, 204, 153],
    [255, 255, 102],
    [255, 255, 204],
    [255, 153, 0],
    [255, 102, 255],
    [102, 0, 51],
    [255, 204, 255],
    [255, 0, 102],
  ],
  'celebamask-19': [
    [0, 0, 0],
    [204, 0, 0],
    [76, 153, 0],
    [204, 204, 0],
    [51, 51, 255],
    [204, 0, 204],
    [0, 255, 255],
    [255, 204, 204],
    [102, 51, 0],
    [255, 0, 0],
    [102, 204, 0],
    [255, 255, 0],
    [0, 0, 153],
    [0, 0, 204],
    [255, 51, 153],
    [0, 204, 204],
    [0, 51, 0],
    [255, 153, 51],
    [0, 204, 0],
  ],
};

export const LANDMARK_COUNT = 68;
export const VISIBILITY_COUNT = 29;
export const EMBEDDING_LENGTH = 512;

/** CelebA's forty attributes, in the order of its list. */
export const ATTRIBUTES = [
  '5_o_Clock_Shadow',
  'Arched_Eyebrows',
  'Attractive',
  'Bags_Under_Eyes',
  'Bald',
  'Bangs',
  'Big_Lips',
  'Big_Nose',
  'Black_Hair',
  'Blond_Hair',
  'Blurry',
  'Brown_Hair',
  'Bushy_Eyebrows',
  'Chubby',
  'Double_Chin',
  'Eyeglasses',
  'Goatee',
  'Gray_Hair',
  'Heavy_Makeup',
  'High_Cheekbones',
  'Male',
  'Mouth_Slightly_Open',
  'Mustache',
  'Narrow_Eyes',
  'No_Beard',
  'Oval_Face',
  'Pale_Skin',
  'Pointy_Nose',
  'Receding_Hairline',
  'Rosy_Cheeks',
  'Sideburns',
  'Smiling',
  'Straight_Hair',
  'Wavy_Hair',
  'Wearing_Earrings',
  'Wearing_Hat',
  'Wearing_Lipstick',
  'Wearing_Necklace',
  'Wearing_Necktie',
  'Young',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** The eight age bins: a decade each, the last one open. */
export const AGE_BINS = ['0-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', '70+'] as const;
/** Mean age of each bin; the last one is open, and 75 stands for it. */
export const AGE_BIN_CENTRES = [4.5, 14.5, 24.5, 34.5, 44.5, 54.5, 64.5, 75] as const;
export const GENDERS = ['male', 'female'] as const;
export const RACES = ['White', 'Black', 'Asian', 'Indian', 'Others'] as const;
/** RAF-DB's seven classes in its order, then AffectNet's eighth. */
export const EXPRESSIONS = [
  'surprise',
  'fear',
  'disgust',
  'happiness',
  'sadness',
  'anger',
  'neutral',
  'contempt',
] as const;
