/** Light or dark: as the system is, until somebody chooses. The choice is kept where the browser allows it. */

import { button } from './elements.ts';

const KEY = 'postsmith-report-theme';

/** Browsers that keep nothing for a page from the disk throw at the mere question. */
const stored = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const store = (theme: string): void => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice holds as long as the page is open.
  }
};

const isDark = (): boolean =>
  (document.documentElement.dataset['theme'] ??
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

/** @param changed is called after the colours have changed */
export const themeButton = (changed: () => void): HTMLButtonElement => {
  const chosen = stored();
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset['theme'] = chosen;
  const made = button({ class: 'quiet theme' }, () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = theme;
    store(theme);
    tell();
  });
  const tell = (): void => {
    made.textContent = isDark() ? '☀ Light' : '☾ Dark';
    made.setAttribute('aria-label', `Change to ${isDark() ? 'light' : 'dark'} colours`);
    changed();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  tell();
  return made;
};
