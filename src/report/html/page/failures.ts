/** The failures, before anything else: each cause once, with its place in the sources, and what was sent and came back. */

import type { SourcePlace } from '../../run-report.ts';
import type { CauseData, DetailData, IndexData } from '../page-data.ts';
import { copyButton } from './copy.ts';
import { button, element } from './elements.ts';
import { exchangeGlance } from './exchange.ts';
import { countOf, nameOf, statusText, timeText } from '../words.ts';

interface FailureActions {
  open(row: number): void;
  detailOf(row: number): Promise<DetailData | undefined>;
}

/** The others are shown when they are asked for. */
export const SHOWN_CAUSES = 10;
const SHOWN_REQUESTS = 4;

/** The line of TypeScript at which it happened, between its neighbours. */
export const frame = ({ file, line, column, code }: SourcePlace): HTMLElement => {
  const place = `${file}:${line}:${column}`;
  return element(
    'figure',
    { class: 'frame' },
    element(
      'figcaption',
      {},
      element('span', { class: 'place' }, place),
      copyButton('place', () => place),
    ),
    code === undefined ? undefined : element('pre', { tabindex: '0' }, code),
  );
};

/** Names from the top folder to the one around the request. */
export const folderText = (path: readonly string[]): string => path.slice(0, -1).join(' › ');

/** Shows a few, and the others when they are asked for. */
const withMore = (
  list: HTMLElement,
  items: readonly HTMLElement[],
  shown: number,
  noun: string,
): HTMLElement => {
  list.append(...items.slice(0, shown));
  if (items.length <= shown) return list;
  const rest = items.slice(shown);
  const more = button(
    { class: 'quiet more' },
    () => {
      more.replaceWith();
      list.append(...rest);
      rest[0]?.querySelector('button')?.focus();
    },
    `Show ${countOf(rest.length, `more ${noun}`)}`,
  );
  return element('div', {}, list, more);
};

const requestItem = (
  { rows }: IndexData,
  { row, path, message }: CauseData['failures'][number],
  { open }: FailureActions,
): HTMLElement => {
  const data = row === undefined ? undefined : rows[row];
  const own = message === undefined ? undefined : element('span', { class: 'own' }, message);
  if (data === undefined || row === undefined) {
    return element('li', {}, element('span', { class: 'name' }, path.join(' › ') || 'The whole run'), own);
  }
  const around = [folderText(path), ...(data.iteration > 0 ? [`iteration ${data.iteration + 1}`] : [])];
  return element(
    'li',
    {},
    button(
      { class: 'link' },
      () => open(row),
      element('span', { class: 'method' }, data.method),
      element('span', { class: 'name' }, nameOf(data)),
      element('span', { class: 'note' }, around.filter((text) => text !== '').join(' · ')),
      element(
        'span',
        { class: 'result' },
        element('span', { class: (data.status ?? 500) >= 400 ? 'status bad' : 'status' }, statusText(data)),
        ' ',
        element('span', { class: 'time' }, timeText(data.duration)),
      ),
    ),
    own,
  );
};

/** What was sent and came back the first time; it is read when the page has time. */
const firstGlance = (cause: CauseData, { detailOf }: FailureActions): HTMLElement => {
  const made = element('div', { class: 'first' });
  const row = cause.failures.find((failure) => failure.row !== undefined)?.row;
  if (row === undefined) return made;
  const fill = async (): Promise<void> => {
    const detail = await detailOf(row);
    if (detail?.exchange !== undefined) made.append(exchangeGlance(detail.exchange));
  };
  void fill();
  return made;
};

const causeCard = (index: IndexData, cause: CauseData, actions: FailureActions): HTMLElement =>
  element(
    'article',
    { class: 'cause' },
    element(
      'h3',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, '✗'),
      element('span', { class: 'name' }, cause.title),
      cause.failures.length > 1
        ? element('span', { class: 'times' }, countOf(cause.failures.length, 'time'))
        : undefined,
    ),
    element('pre', { class: 'message', tabindex: '0' }, cause.message),
    cause.place === undefined ? undefined : frame(cause.place),
    firstGlance(cause, actions),
    withMore(
      element('ul', { class: 'struck' }),
      cause.failures.map((failure) => requestItem(index, failure, actions)),
      SHOWN_REQUESTS,
      'failure',
    ),
  );

/** The section, or nothing where nothing failed. */
export const failureSection = (index: IndexData, actions: FailureActions): HTMLElement | undefined => {
  const { causes } = index;
  if (causes.length === 0) return undefined;
  const list = element('div', { class: 'causes' });
  const made = element(
    'section',
    { id: 'failures', 'aria-labelledby': 'failures-title' },
    element('h2', { id: 'failures-title' }, `Failures by cause (${causes.length})`),
    list,
  );
  const show = (shown: readonly CauseData[]): void => {
    list.append(...shown.map((cause) => causeCard(index, cause, actions)));
  };
  show(causes.slice(0, SHOWN_CAUSES));
  const rest = causes.slice(SHOWN_CAUSES);
  if (rest.length === 0) return made;
  const more = button(
    { class: 'quiet more' },
    () => {
      more.remove();
      show(rest);
    },
    `Show ${countOf(rest.length, 'more cause')}`,
  );
  made.append(more);
  return made;
};
