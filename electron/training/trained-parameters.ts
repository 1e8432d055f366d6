/** Which weights a mode trains, found in the network itself, so that every encoder is treated alike. */
import type { FaceXFormerConfig } from '../../models/facexformer/config.ts';
import { earlierParameters } from '../../models/programs.ts';
import type { Recipe } from '../shared/domain/recipe.ts';

/** Whether a mode trains a parameter, by its name; and what its steps begin with. */
export function trainedBy(
  config: FaceXFormerConfig,
  mode: Recipe['mode'],
): { from: 'pixels' | 'features'; trains: (parameter: string) => boolean } {
  switch (mode) {
    case 'decoder':
      // A step that begins with features holds no other parameters than those behind them.
      return { from: 'features', trains: () => true };
    case 'last-stage': {
      const earlier = earlierParameters(config);
      return { from: 'pixels', trains: (name) => !earlier.has(name) };
    }
    case 'everything':
      return { from: 'pixels', trains: () => true };
  }
}
