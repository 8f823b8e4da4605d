/** A request and its response for `--show`, without secrets. */

import type { Redactor } from './redact.ts';
import { redactExchange, redactText } from './redact-report.ts';
import type { BodyReport, ExchangeReport, NamedValue, RequestReport } from './run-report.ts';
import { styleOf, type Style } from './terminal.ts';

const withoutControls = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, '');

const headerLines = (headers: readonly NamedValue[], style: Style): readonly string[] =>
  headers.map(({ name, value }) => style.dim(`  ${name}: ${value}`));

const bodyLines = (body: BodyReport | undefined, style: Style): readonly string[] => {
  if (body === undefined) return [];
  if (body.text === undefined) return [style.dim(`  (${body.size} bytes that are no text)`)];
  const isCut = Buffer.byteLength(body.text) < body.size;
  return [
    '',
    ...body.text.split(/\r?\n/).map((line) => `  ${line}`),
    ...(isCut ? [style.dim(`  … ${body.size} bytes in all`)] : []),
  ];
};

const exchangeLines = (exchange: ExchangeReport, style: Style): readonly string[] => {
  const { method, url, status, statusText = '', duration, error = 'no response' } = exchange;
  const outcome = status === undefined ? error : `${status} ${statusText}`.trim();
  return [
    style.bold(`${method} ${url}`),
    ...headerLines(exchange.requestHeaders, style),
    ...bodyLines(exchange.requestBody, style),
    '',
    style.bold(`${outcome}  (${duration} ms)`),
    ...headerLines(exchange.responseHeaders, style),
    ...bodyLines(exchange.responseBody, style),
    '',
  ];
};

interface Showing {
  readonly redactor: Redactor;
  readonly terminal: { readonly colours: boolean };
}

/** A text for what its scripts sent, each, then one for the request itself. */
export const formatExchange = (
  { path, exchange, sentByScripts, error }: RequestReport,
  { redactor, terminal }: Showing,
): readonly string[] => {
  const style = styleOf(terminal.colours);
  const told = (title: string, each: ExchangeReport): string =>
    withoutControls(
      [title, ...exchangeLines(redactExchange(each, redactor), style)]
        .map((line) => redactor.redact(line))
        .join('\n'),
    );
  const name = path.join(' › ');
  return [
    ...sentByScripts.map((each) => told(`${name} (sent by a script)`, each)),
    exchange === undefined
      ? `${name}: not sent${error === undefined ? '' : `: ${redactText(error, redactor)}`}\n`
      : told(name, exchange),
  ];
};
