/** Keys for next and previous photo, which tools of the trade disagree about. */
import type { Settings } from '../../electron/shared/domain/project.ts';

export const photoKeys: Record<Settings['keys'], { previous: string; next: string }> = {
  'a-d': { previous: 'a', next: 'd' },
  'd-f': { previous: 'd', next: 'f' },
};
