/** One request with all that is known of it, beside the list; on a narrow screen in its place. */

import type { DetailData, ExchangeData, IndexData, RowData } from '../page-data.ts';
import { copyButton } from './copy.ts';
import { button, element, isNarrow } from './elements.ts';
import { exchangeView, responseLine } from './exchange.ts';
import { folderText, frame } from './failures.ts';
import { SIGNS, countOf, nameOf, timeText } from '../words.ts';

interface DetailActions {
  close(): void;
  step(by: 1 | -1): void;
  detailOf(row: number): Promise<DetailData | undefined>;
}

const section = (title: string, ...children: (HTMLElement | undefined)[]): HTMLElement =>
  element('section', {}, element('h3', {}, title), ...children);

const failuresOf = ({ causes }: IndexData, row: number): HTMLElement[] =>
  causes.flatMap(({ title, message, place, failures }) =>
    failures
      .filter((failure) => failure.row === row)
      .map((failure) =>
        element(
          'div',
          { class: 'cause' },
          element('h4', {}, title),
          element('pre', { class: 'message', tabindex: '0' }, failure.message ?? message),
          place === undefined ? undefined : frame(place),
        ),
      ),
  );

const assertionsOf = ({ assertions }: DetailData): HTMLElement | undefined => {
  if (assertions.length === 0) return undefined;
  const list = element(
    'ul',
    { class: 'assertions' },
    ...assertions.map(({ name, outcome, message }) =>
      element(
        'li',
        { class: outcome },
        element('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[outcome]),
        element('span', { class: 'unseen' }, `${outcome}: `),
        element('span', { class: 'name' }, name),
        message === undefined || outcome === 'failed'
          ? undefined
          : element('span', { class: 'note' }, message),
      ),
    ),
  );
  return section(`Assertions (${assertions.length})`, list);
};

const consoleOf = (detail: DetailData): HTMLElement | undefined => {
  const { console: lines } = detail;
  if (lines.length === 0) return undefined;
  const list = element(
    'ol',
    { class: 'console', tabindex: '0' },
    ...lines.map(({ level, text }) =>
      element('li', { class: level }, element('span', { class: 'level' }, level), element('span', {}, text)),
    ),
  );
  return section(`Console (${lines.length})`, list);
};

const scriptRequest = (exchange: ExchangeData, isToken: boolean): HTMLElement =>
  element(
    'details',
    { class: isToken ? 'by-script token' : 'by-script' },
    element(
      'summary',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, isToken ? '◆' : '◇'),
      `${isToken ? 'Token request' : 'Request'}: ${exchange.method} ${exchange.url} → ${responseLine(exchange)}, ${timeText(exchange.duration)}`,
    ),
    exchangeView(exchange),
  );

const scriptsOf = ({ sentByScripts }: DetailData, { byScripts }: RowData): HTMLElement | undefined =>
  sentByScripts.length === 0
    ? undefined
    : section(
        `Sent by scripts (${sentByScripts.length})`,
        ...sentByScripts.map((exchange, at) => scriptRequest(exchange, byScripts[at]?.isToken === true)),
      );

const contentOf = (index: IndexData, row: number, data: RowData, detail: DetailData): DocumentFragment => {
  const made = document.createDocumentFragment();
  const failures = failuresOf(index, row);
  const children = [
    ...(failures.length > 0 ? [section(countOf(failures.length, 'failure'), ...failures)] : []),
    detail.error === undefined || failures.length > 0
      ? undefined
      : section('Error', element('pre', { class: 'message', tabindex: '0' }, detail.error)),
    detail.exchange === undefined
      ? element(
          'p',
          { class: 'note' },
          data.outcome === 'skipped'
            ? 'A script kept this request from being sent.'
            : 'The engine tells nothing of what was sent and came back.',
        )
      : element('div', { class: 'exchange' }, exchangeView(detail.exchange)),
    assertionsOf(detail),
    scriptsOf(detail, data),
    consoleOf(detail),
  ];
  made.append(...children.filter((child) => child !== undefined));
  return made;
};

const factsOf = (data: RowData): string =>
  [
    data.outcome,
    ...(data.retry === undefined ? [] : [`try ${data.retry + 1}`]),
    ...(data.iteration === 0 ? [] : [`iteration ${data.iteration + 1}`]),
    `${timeText(data.start)} after the start`,
  ].join(' · ');

export class Detail {
  readonly root = element('aside', { id: 'detail', 'aria-labelledby': 'detail-title', hidden: '' });
  readonly #index: IndexData;
  readonly #actions: DetailActions;
  #row: number | undefined;
  #before: Element | null = null;

  constructor(index: IndexData, actions: DetailActions) {
    this.#index = index;
    this.#actions = actions;
    matchMedia('(max-width: 60rem)').addEventListener('change', () => this.#settle());
  }

  /** @param row nothing closes it */
  async show(row: number | undefined): Promise<void> {
    if (row === this.#row) return;
    if (this.#row === undefined) this.#before = document.activeElement;
    this.#row = row;
    const data = row === undefined ? undefined : this.#index.rows[row];
    if (row === undefined || data === undefined) {
      this.root.replaceChildren();
      this.#settle();
      return;
    }
    const content = element('div', { class: 'content' });
    this.root.replaceChildren(this.#head(data), content);
    this.#settle();
    this.root.scrollTop = 0;
    const detail = await this.#actions.detailOf(row);
    if (detail !== undefined) content.append(contentOf(this.#index, row, data, detail));
  }

  /** Where somebody came from, to go back there. */
  get before(): HTMLElement | undefined {
    return this.#before instanceof HTMLElement && this.#before.isConnected ? this.#before : undefined;
  }

  focus(): void {
    this.root.querySelector('h2')?.focus();
  }

  /** On a narrow screen it covers everything, so nothing else can be reached. */
  #settle(): void {
    const isOpen = this.root.childElementCount > 0;
    const covers = isOpen && isNarrow();
    this.root.hidden = !isOpen;
    document.documentElement.classList.toggle('has-detail', isOpen);
    for (const other of document.querySelectorAll<HTMLElement>('#top, #main')) other.inert = covers;
    if (covers) this.root.setAttribute('role', 'dialog');
    else this.root.removeAttribute('role');
  }

  #head(data: RowData): HTMLElement {
    const around = folderText(data.path);
    return element(
      'div',
      { class: 'detail-head' },
      element(
        'div',
        { class: 'detail-tools' },
        button({ class: 'quiet', 'aria-label': 'Previous request' }, () => this.#actions.step(-1), '↑'),
        button({ class: 'quiet', 'aria-label': 'Next request' }, () => this.#actions.step(1), '↓'),
        copyButton('link', () => location.href, 'Copy link'),
        button({ class: 'quiet close', 'aria-label': 'Close request' }, () => this.#actions.close(), '✕'),
      ),
      around === '' ? undefined : element('p', { class: 'around' }, around),
      element('h2', { id: 'detail-title', tabindex: '-1' }, nameOf(data)),
      element(
        'p',
        { class: `facts-line ${data.outcome}` },
        element('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[data.outcome]),
        factsOf(data),
      ),
    );
  }
}
