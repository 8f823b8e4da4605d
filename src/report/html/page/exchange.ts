/** Shows a request as it left, and its response. */

import type { BodyData, ExchangeData } from '../page-data.ts';
import { plainText } from '../../plain-text.ts';
import type { NamedValue } from '../../run-report.ts';
import { copyButton } from './copy.ts';
import { element } from './elements.ts';
import { layOut, looksLikeJson } from './json-text.ts';
import { sizeText, timeText } from '../words.ts';

const table = (values: readonly NamedValue[]): HTMLElement =>
  element(
    'table',
    {},
    element(
      'tbody',
      {},
      ...values.map(({ name, value }) =>
        element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)),
      ),
    ),
  );

const headers = (title: string, values: readonly NamedValue[]): HTMLElement | undefined =>
  values.length === 0
    ? undefined
    : element(
        'details',
        { class: 'headers' },
        element('summary', {}, `${title} (${values.length})`),
        table(values),
      );

/** What percent-encoding had hidden comes to light here, so it is made harmless here. */
const formValues = (text: string): readonly NamedValue[] =>
  [...new URLSearchParams(text)].map(([name, value]) => ({ name: plainText(name), value: plainText(value) }));

/** The text of a body, laid out where it is JSON. */
export const bodyText = (text: string, type?: string): HTMLElement => {
  if (!looksLikeJson(text, type)) return element('pre', {}, text);
  return element(
    'pre',
    { class: 'json' },
    ...layOut(text).map((token) =>
      token.kind === 'plain' ? token.text : element('span', { class: token.kind }, token.text),
    ),
  );
};

const sizeNote = ({ size, text, isCut }: BodyData): string => {
  if (isCut === undefined || text === undefined) return sizeText(size);
  return `only the first ${sizeText(new TextEncoder().encode(text).length)} of ${sizeText(size)}`;
};

const body = (title: string, data: BodyData | undefined): HTMLElement | undefined => {
  if (data === undefined || (data.size === 0 && (data.text ?? '') === '')) return undefined;
  const { text, type } = data;
  const isForm = type?.startsWith('application/x-www-form-urlencoded') === true;
  const shown =
    text === undefined || text === '' ? undefined : isForm ? table(formValues(text)) : bodyText(text, type);
  return element(
    'div',
    { class: 'body' },
    element(
      'div',
      { class: 'body-head' },
      element('h4', {}, title),
      element(
        'span',
        { class: data.isCut === true ? 'note cut' : 'note' },
        [type, sizeNote(data)].filter((part) => part !== undefined).join(' · '),
      ),
      shown === undefined
        ? undefined
        : copyButton(title, () => (isForm ? (text ?? '') : (shown.textContent ?? ''))),
    ),
    shown ?? element('p', { class: 'note' }, 'Its bytes are no text, or were left out.'),
  );
};

/** `200 OK`, or why there is none. */
export const responseLine = ({ status, statusText = '', error }: ExchangeData): string =>
  status === undefined ? (error ?? 'no response') : `${status} ${statusText}`.trim();

const statusClass = ({ status }: ExchangeData): string =>
  status === undefined || status >= 400 ? 'status bad' : 'status';

/** A request and its response, whole. */
export const exchangeView = (exchange: ExchangeData): DocumentFragment => {
  const made = document.createDocumentFragment();
  made.append(
    element(
      'section',
      { class: 'half' },
      element('h3', {}, 'Request'),
      element(
        'p',
        { class: 'address' },
        element('span', { class: 'method' }, exchange.method),
        ' ',
        element('span', { class: 'url' }, exchange.url),
        copyButton('URL', () => exchange.url),
      ),
      headers('Request headers', exchange.requestHeaders) ?? '',
      body('Request body', exchange.requestBody) ?? '',
    ),
    element(
      'section',
      { class: 'half' },
      element('h3', {}, 'Response'),
      element(
        'p',
        { class: 'address' },
        element('span', { class: statusClass(exchange) }, responseLine(exchange)),
        ' ',
        element('span', { class: 'note' }, timeText(exchange.duration)),
      ),
      headers('Response headers', exchange.responseHeaders) ?? '',
      body('Response body', exchange.responseBody) ?? '',
    ),
  );
  return made;
};

const glance = (data: BodyData | undefined): HTMLElement | undefined =>
  data?.text === undefined || data.text === ''
    ? undefined
    : element('div', { class: 'glance' }, bodyText(data.text.slice(0, 2000), data.type));

/** A glance at it: address, status, and how the bodies begin. */
export const exchangeGlance = (exchange: ExchangeData): HTMLElement => {
  return element(
    'div',
    { class: 'glances' },
    element(
      'div',
      {},
      element(
        'p',
        { class: 'address' },
        element('span', { class: 'method' }, exchange.method),
        ' ',
        exchange.url,
      ),
      glance(exchange.requestBody),
    ),
    element(
      'div',
      {},
      element(
        'p',
        { class: 'address' },
        element(
          'span',
          { class: statusClass(exchange) },
          exchange.status === undefined ? 'no response' : responseLine(exchange),
        ),
        ' ',
        element('span', { class: 'note' }, timeText(exchange.duration)),
      ),
      glance(exchange.responseBody),
    ),
  );
};
