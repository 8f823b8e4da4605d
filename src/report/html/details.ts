/** Packs the details of the requests for the page; what passed is cut where the page would grow too big. */

import { deflateSync } from 'node:zlib';
import type { BodyReport, ExchangeReport, RequestReport } from '../run-report.ts';
import type { BodyData, DetailData, ExchangeData, RowData } from './page-data.ts';
import { plainText } from '../plain-text.ts';

/** Details are unpacked when they are looked at: so few requests at once that nobody waits. */
export const CHUNK_SIZE = 100;

/** What a report keeps of a body, in bytes. */
const WHOLE = 16_384;

/** JSON that a browser unpacks with `DecompressionStream('deflate')`, in an alphabet that cannot be markup. */
export const pack = (data: unknown): string =>
  deflateSync(
    JSON.stringify(data, (_name, value: unknown) => (typeof value === 'string' ? plainText(value) : value)),
  ).toString('base64');

/** Where a secret was hidden there are fewer bytes than there were, though nothing was cut. */
const lacksBytes = (text: string, size: number): boolean =>
  Buffer.byteLength(text) < size && (size > WHOLE || !text.includes('[hidden]'));

/** @param limit in UTF-16 units */
const cutBody = (body: BodyReport, limit: number): BodyData => {
  const { text } = body;
  if (text === undefined) return body;
  const isCut = text.length > limit || lacksBytes(text, body.size);
  return { ...body, text: text.slice(0, limit), ...(isCut && { isCut }) };
};

const cutText = (text: string, limit: number): string =>
  text.length > limit ? `${text.slice(0, limit)} … (cut)` : text;

const cutExchange = (exchange: ExchangeReport, limit: number): ExchangeData => {
  const { requestBody, responseBody, ...rest } = exchange;
  return {
    ...rest,
    ...(requestBody !== undefined && { requestBody: cutBody(requestBody, limit) }),
    ...(responseBody !== undefined && { responseBody: cutBody(responseBody, limit) }),
  };
};

const readDetail = ({ console: lines, ...request }: RequestReport, limit: number): DetailData => ({
  ...(request.error !== undefined && { error: request.error }),
  assertions: request.assertions,
  ...(request.exchange !== undefined && { exchange: cutExchange(request.exchange, limit) }),
  sentByScripts: request.sentByScripts.map((exchange) => cutExchange(exchange, limit)),
  console: lines.map(({ level, text }) => ({ level, text: cutText(text, limit) })),
});

const packAll = (requests: readonly RequestReport[], rows: readonly RowData[], limit: number): string[] => {
  const details = requests.map((request, index) =>
    readDetail(request, rows[index]?.outcome === 'passed' ? limit : Number.POSITIVE_INFINITY),
  );
  const chunks: string[] = [];
  for (let start = 0; start < details.length; start += CHUNK_SIZE) {
    chunks.push(pack(details.slice(start, start + CHUNK_SIZE)));
  }
  return chunks;
};

/** Below this a body tells nothing, and is left out. */
const SHORTEST = 64;

/**
 * Returns the details of the requests, `CHUNK_SIZE` in each text. Where that is more than `space`, bodies and console lines of
 * passed requests are cut as far as it takes; those of all others stay whole.
 *
 * @param rows of the same requests
 * @param space in bytes
 */
export const packDetails = (
  requests: readonly RequestReport[],
  rows: readonly RowData[],
  space: number,
): readonly string[] => {
  let limit = WHOLE;
  for (;;) {
    const chunks = packAll(requests, rows, limit);
    const size = chunks.reduce((sum, { length }) => sum + length, 0);
    if (size <= space || limit === 0) return chunks;
    limit = Math.floor(limit * Math.min(0.75, (space / size) * 0.95));
    if (limit < SHORTEST) limit = 0;
  }
};
