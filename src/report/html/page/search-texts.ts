/** What is searched of each request, in lower case: first what the list knows, then headers, bodies and console lines too. */

import type { DetailData, ExchangeData, IndexData } from '../page-data.ts';
import { readAllDetails } from './stored-data.ts';

const textOfIndex = ({ rows, causes }: IndexData): string[] => {
  const texts = rows.map(({ path, method, url = '', status = '', byScripts }) =>
    [...path, method, url, status, ...byScripts.map(({ label }) => label)].join('\n').toLowerCase(),
  );
  for (const { title, message, failures } of causes) {
    for (const { row, message: own = message } of failures) {
      if (row !== undefined) texts[row] += `\n${title}\n${own}`.toLowerCase();
    }
  }
  return texts;
};

const textOfExchange = (exchange: ExchangeData): readonly string[] => [
  exchange.url,
  exchange.error ?? '',
  ...[...exchange.requestHeaders, ...exchange.responseHeaders].map(({ name, value }) => `${name}: ${value}`),
  exchange.requestBody?.text ?? '',
  exchange.responseBody?.text ?? '',
];

const textOfDetail = ({ console: lines, ...detail }: DetailData): string =>
  [
    detail.error ?? '',
    ...(detail.exchange === undefined ? [] : textOfExchange(detail.exchange)),
    ...detail.sentByScripts.flatMap(textOfExchange),
    ...detail.assertions.map(({ name, message = '' }) => `${name}\n${message}`),
    ...lines.map(({ text }) => text),
  ]
    .join('\n')
    .toLowerCase();

/** Lets the browser draw and hear keys. */
const pause = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done);
  });

/**
 * Returns the texts of the rows at once, and completes them bit by bit.
 *
 * @param told is called when they are complete
 */
export const searchTexts = (index: IndexData, told: () => void): readonly string[] => {
  const texts = textOfIndex(index);
  const complete = async (): Promise<void> => {
    let row = 0;
    for await (const details of readAllDetails()) {
      for (const detail of details) {
        texts[row] += `\n${textOfDetail(detail)}`;
        row += 1;
      }
      await pause();
    }
    told();
  };
  void complete();
  return texts;
};
