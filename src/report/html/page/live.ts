/** Tells screen readers what has changed elsewhere on the page. */

import { element } from './elements.ts';

const region = element('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
document.body.append(region);

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Only the last of several that come fast is said. */
export const announce = (text: string): void => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    region.textContent = text;
  }, 150);
};
