/** What panels call a face's verdict and size. */
import { Check, CircleDashed, type LucideIcon, X } from 'lucide-react';
import type { Review } from '../../electron/shared/domain/face.ts';
import type { Size } from '../../electron/shared/domain/geometry.ts';
import { strings } from '../strings/strings.ts';

export const REVIEW_ICONS: Record<Review, LucideIcon> = { open: CircleDashed, accepted: Check, rejected: X };
export const REVIEW_WORDS: Record<Review, string> = {
  open: strings.review.toReview,
  accepted: strings.review.accepted,
  rejected: strings.review.rejected,
};

/** `182 × 210` */
export const pixels = ({ width, height }: Size): string => `${Math.round(width)} × ${Math.round(height)}`;
