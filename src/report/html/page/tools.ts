/** Search and filters above the list. */

import type { RowData } from '../page-data.ts';
import { button, element } from './elements.ts';
import { countText } from '../words.ts';
import { withOutcome, type View } from './view.ts';

type Filter = Pick<View, 'search' | 'outcome' | 'method' | 'status'>;

const OUTCOME_CHIPS = [
  ['', 'All'],
  ['failed', '✗ Failed'],
  ['passed', '✓ Passed'],
  ['skipped', '– Skipped'],
  ['flaky', '↻ Flaky'],
] as const;

const STATUS_OPTIONS = [
  ['', 'Any status'],
  ['1', '1xx'],
  ['2', '2xx'],
  ['3', '3xx'],
  ['4', '4xx'],
  ['5', '5xx'],
  ['none', 'No response'],
] as const;

const select = (
  label: string,
  options: readonly (readonly [string, string])[],
  changed: () => void,
): HTMLSelectElement => {
  const made = element(
    'select',
    { 'aria-label': label },
    ...options.map(([value, text]) => element('option', { value }, text)),
  );
  made.addEventListener('change', changed);
  return made;
};

const isThere =
  (rows: readonly RowData[]) =>
  ([value]: readonly [string, string]): boolean =>
    value === '' ||
    rows.some(({ status }) => (status === undefined ? value === 'none' : String(status).startsWith(value)));

export class Tools {
  readonly search = element('input', {
    type: 'search',
    placeholder: 'Search names, URLs, messages, bodies',
    'aria-label': 'Search requests',
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  readonly #rows: readonly RowData[];
  readonly #changed: (filter: Partial<Filter>) => void;
  readonly #method: HTMLSelectElement;
  readonly #status: HTMLSelectElement;
  readonly #chips: readonly (readonly [string, HTMLButtonElement, HTMLElement])[];
  readonly #count = element('p', { class: 'matches' });
  readonly root: HTMLElement;

  constructor(rows: readonly RowData[], changed: (filter: Partial<Filter>) => void) {
    this.#rows = rows;
    this.#changed = changed;
    const methods = [...new Set(rows.map(({ method }) => method))].sort();
    this.#method = select(
      'Method',
      [['', 'Any method'], ...methods.map((name) => [name, name] as const)],
      () => changed({ method: this.#method.value }),
    );
    this.#status = select('Status', STATUS_OPTIONS.filter(isThere(rows)), () =>
      changed({ status: this.#status.value }),
    );
    this.#chips = OUTCOME_CHIPS.map(([outcome, text]) => this.#chip(outcome, text));
    this.search.addEventListener('input', () => changed({ search: this.search.value }));
    this.root = element(
      'div',
      { class: 'tools', role: 'search' },
      element('div', { class: 'field' }, this.search, element('kbd', { 'aria-hidden': 'true' }, '/')),
      element(
        'div',
        { class: 'chips', role: 'group', 'aria-label': 'Outcome' },
        ...this.#chips.map(([, chip]) => chip),
      ),
      element('div', { class: 'selects' }, this.#method, this.#status),
      this.#count,
    );
  }

  #chip(outcome: string, text: string): readonly [string, HTMLButtonElement, HTMLElement] {
    const count = element('span', { class: 'count' });
    const chip = button(
      { class: 'chip', 'aria-pressed': 'false' },
      () => this.#changed({ outcome }),
      `${text} `,
      count,
    );
    return [outcome, chip, count];
  }

  /**
   * @param matching rows of all outcomes
   * @param words how many are shown
   */
  show(view: View, matching: ReadonlySet<number>, words: string): void {
    if (this.search.value !== view.search) this.search.value = view.search;
    this.#method.value = view.method;
    this.#status.value = view.status;
    for (const [outcome, chip, count] of this.#chips) {
      const size = withOutcome(this.#rows, matching, outcome).size;
      count.textContent = countText(size);
      chip.setAttribute('aria-pressed', String(outcome === view.outcome));
      chip.classList.toggle('none', size === 0);
    }
    this.#count.textContent = words;
  }
}
