/** What the checks across tasks find, each in a sentence about the parts concerned. */
import type { CheckName } from '../../../electron/shared/domain/checks/checks.ts';

export const checks = {
  found: (count: number) => (count === 1 ? '1 hint' : `${count} hints`),
  fix: 'Mend',
  fixAll: 'Mend what the checks find',
  names: {
    'left-right': 'Left and right swapped',
    'contour-order': 'Contours out of order',
    'eye-points': 'Eye points off the eyes',
    'mouth-points': 'Mouth points off the lips',
    'hidden-points': 'Visible points under hair',
    'mask-islands': 'Islands in the mask',
    eyeglasses: 'Eyeglasses against the mask',
    hat: 'Hat against the mask',
    bald: 'Bald with much hair',
    'male-attribute': 'Male against the gender',
    'no-beard': 'Beard and no beard',
    'beard-on-whom': 'Unusual beard',
    'young-attribute': 'Young against the age',
  } satisfies Record<CheckName, string>,
  sentences: {
    'left-right': () => 'The points seem to be mirrored: left and right are the person’s own.',
    'contour-order': (where: string) => `The line of points crosses itself: ${where}.`,
    'eye-points': (where: string) => `Points lie off the eye’s mask: ${where}.`,
    'mouth-points': (where: string) => `Points lie off the lips’ masks: ${where}.`,
    'hidden-points': (where: string) => `Called visible, but the mask has only hair or a hat there: ${where}.`,
    'mask-islands': (where: string) => `Loose specks in the mask: ${where}.`,
    eyeglasses: () => 'Attributes and mask disagree about eyeglasses.',
    hat: () => 'Attributes and mask disagree about a hat.',
    bald: () => 'Called bald, but the mask has much hair.',
    'male-attribute': () => 'The attribute «Male» and the gender disagree.',
    'no-beard': (where: string) => `«No beard» holds together with: ${where}.`,
    'beard-on-whom': (where: string) => `Unusual for this gender or age: ${where}.`,
    'young-attribute': () => 'The attribute «Young» and the age disagree.',
  } satisfies Record<CheckName, (where: string) => string>,
};
