/** Whether two label maps are alike. */
import { sameBox } from './box-edit.ts';
import type { LabelValue } from './labels.ts';

type Mask = LabelValue<'parsing'>;

/** The same cells over the same place; what they hold may differ. */
export const sameGrid = (a: Mask, b: Mask): boolean =>
  a.profile === b.profile && a.width === b.width && a.height === b.height && sameBox(a.frame, b.frame);

export function sameMap(a: Mask, b: Mask): boolean {
  if (!sameGrid(a, b)) return false;
  const [left, right] = [a.labels, b.labels];
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}
