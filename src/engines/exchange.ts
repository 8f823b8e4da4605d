/** An HTTP request as it was sent, and its response, as a report keeps them. */

import { KEPT_BYTES, type BodyReport, type ExchangeReport, type NamedValue } from '../report/run-report.ts';
import type { EventHeader, EventRequest, EventResponse } from './event-types.ts';

/** What of an exchange an engine tells at its end. */
export interface EndedExchange {
  readonly request: EventRequest;
  readonly response?: EventResponse | undefined;
  /** Why there is no response, in words. */
  readonly error?: string;
}

const namedValues = (headers: readonly EventHeader[]): readonly NamedValue[] =>
  headers
    .filter(({ key }) => key !== '')
    .map(({ key, value }) => ({
      name: key,
      value: value === undefined || value === null ? '' : String(value),
    }));

const typeOf = (headers: readonly NamedValue[]): string | undefined =>
  headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value;

/** The beginning of a text; undefined when the bytes are none. */
const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    // A character that the end cuts in two is no error while more may come.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, KEPT_BYTES), {
      stream: true,
    });
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
};

const bodyOf = (bytes: Uint8Array, type: string | undefined): BodyReport | undefined => {
  if (bytes.length === 0) return undefined;
  const text = textOf(bytes);
  return { size: bytes.length, ...(type !== undefined && { type }), ...(text !== undefined && { text }) };
};

const pair = ({ key, value }: EventHeader): string =>
  `${encodeURIComponent(key)}=${encodeURIComponent(String(value ?? ''))}`;

/** A request's body as text. Of files, the names alone: their bytes went through a stream. */
const sentText = ({ body }: EventRequest): string => {
  const { mode, raw, urlencoded, formdata, graphql, file } = body?.toJSON() ?? {};
  if (mode === 'raw') return raw ?? '';
  if (mode === 'graphql') return JSON.stringify(graphql ?? {});
  if (mode === 'urlencoded') {
    return typeof urlencoded === 'string'
      ? urlencoded
      : (urlencoded ?? []).filter(isUsed).map(pair).join('&');
  }
  if (mode === 'formdata') {
    return (formdata ?? [])
      .filter(isUsed)
      .map((part) =>
        part.type === 'file'
          ? `${part.key}: the file ${String(part.src)}`
          : `${part.key}: ${String(part.value)}`,
      )
      .join('\n');
  }
  return typeof file?.src === 'string' ? `the file ${file.src}` : '';
};

const isUsed = ({ disabled }: { readonly disabled?: boolean }): boolean => disabled !== true;

/** What the engines send where no header says it. */
const TYPES: Readonly<Record<string, string>> = {
  urlencoded: 'application/x-www-form-urlencoded',
  formdata: 'multipart/form-data',
};

/**
 * @param now milliseconds since the run began
 * @param earliest when the execution began, in the same milliseconds
 */
export const exchangeOf = (
  { request, response, error }: EndedExchange,
  now: number,
  earliest: number,
): ExchangeReport => {
  const requestHeaders = namedValues(request.headers.all());
  const responseHeaders = namedValues(response?.headers?.all() ?? []);
  const requestBody = bodyOf(
    Buffer.from(sentText(request)),
    typeOf(requestHeaders) ?? TYPES[request.body?.toJSON().mode ?? ''],
  );
  const responseBody = bodyOf(response?.stream ?? Buffer.alloc(0), typeOf(responseHeaders));
  const start = Math.max(earliest, now - (response?.responseTime ?? Infinity));
  return {
    start: Math.round(start),
    duration: Math.round(now - start),
    method: request.method,
    url: request.url.toString(),
    requestHeaders,
    ...(requestBody !== undefined && { requestBody }),
    ...(response !== undefined && { status: response.code }),
    ...(response?.status !== undefined && response.status !== '' && { statusText: response.status }),
    responseHeaders,
    ...(responseBody !== undefined && { responseBody }),
    ...(error !== undefined && { error }),
  };
};
