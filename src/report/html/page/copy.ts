/** Buttons that copy a text, also where a page from the disk may not use the clipboard's own interface. */

import { button, element } from './elements.ts';
import { announce } from './live.ts';

const copyBySelection = (text: string): void => {
  const area = element('textarea', { class: 'unseen', 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
};

const copyText = async (text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
};

/**
 * @param what is copied, as a screen reader says it
 * @param label of the button, where `Copy` alone would not tell what
 */
export const copyButton = (what: string, text: () => string, label = 'Copy'): HTMLButtonElement => {
  const made = button(
    { class: 'quiet copy', 'aria-label': label === 'Copy' ? `Copy ${what}` : label },
    () => {
      void copyText(text()).then(() => {
        made.focus();
        made.textContent = 'Copied';
        announce(`${what} copied`);
        setTimeout(() => {
          made.textContent = label;
        }, 1500);
      });
    },
    label,
  );
  return made;
};
