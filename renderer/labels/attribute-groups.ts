/** The forty attributes by the part of the face that they speak of. */
import type { Attribute } from '../../electron/shared/domain/vocabulary.ts';
import type { Strings } from '../strings/strings.ts';

export type AttributeGroup = keyof Strings['labels']['groups'];

export const ATTRIBUTE_GROUPS = {
  hair: [
    'Bald',
    'Bangs',
    'Black_Hair',
    'Blond_Hair',
    'Brown_Hair',
    'Gray_Hair',
    'Receding_Hairline',
    'Straight_Hair',
    'Wavy_Hair',
  ],
  eyes: ['Arched_Eyebrows', 'Bushy_Eyebrows', 'Bags_Under_Eyes', 'Narrow_Eyes', 'Eyeglasses'],
  nose: ['Big_Nose', 'Pointy_Nose'],
  mouth: ['Big_Lips', 'Mouth_Slightly_Open', 'Smiling', 'Wearing_Lipstick'],
  beard: ['5_o_Clock_Shadow', 'Goatee', 'Mustache', 'No_Beard', 'Sideburns'],
  skin: ['Chubby', 'Double_Chin', 'Heavy_Makeup', 'High_Cheekbones', 'Oval_Face', 'Pale_Skin', 'Rosy_Cheeks'],
  worn: ['Wearing_Earrings', 'Wearing_Hat', 'Wearing_Necklace', 'Wearing_Necktie'],
  whole: ['Attractive', 'Blurry', 'Male', 'Young'],
} as const satisfies Record<AttributeGroup, readonly Attribute[]>;
