/** Light or dark. The choice is also kept where it can be read before the first answer of the core, against a flash. */
import type { Settings } from '../electron/shared/domain/project.ts';

const KEY = 'theme';

export function showTheme(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  localStorage.setItem(KEY, theme);
}

export function showLastTheme(): void {
  const theme = localStorage.getItem(KEY);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
}
