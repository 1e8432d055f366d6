/** An origin as two columns: its kind, and the model, person or format it names. */
import type { Origin } from '../shared/domain/annotation.ts';
import type { ModelId } from '../shared/domain/ids.ts';

export interface OriginColumns {
  origin_kind: Origin['kind'];
  origin_name: string;
  /** What a person's word takes over; only values have it. */
  accepts?: string | null;
}

export function originOf({ origin_kind: kind, origin_name: name, accepts }: OriginColumns): Origin {
  switch (kind) {
    case 'model':
      return { kind, model: name as ModelId };
    case 'person':
      return { kind, name, ...(accepts != null && { accepts }) };
    case 'import':
      return { kind, format: name };
  }
}

export function originName(origin: Origin): string {
  switch (origin.kind) {
    case 'model':
      return origin.model;
    case 'person':
      return origin.name;
    case 'import':
      return origin.format;
  }
}
