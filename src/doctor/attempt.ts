/** Does the login once for the steps that look at it: the collection's own program, and the request that it is for. */

import { defineCollection, type RequestDeclaration } from '../model/collection.ts';
import type { ExchangeReport, RunReport } from '../report/run-report.ts';
import { runLogin, skipped } from '../run/login-headers.ts';
import { withSizeLimit } from './size-limit.ts';
import type { Attempted, Facts, Subject } from './step.ts';

/** Milliseconds on top of those for its request that the script may take. */
const SCRIPT_TIME = 5000;
/** Milliseconds that bundling the login and starting its engine may take. */
const LONGEST_REST = 30_000;

/** The request without its scripts, which may do anything. */
const bare = ({ scripts: _scripts, scope: _scope, examples: _examples, ...item }: RequestDeclaration) => item;

/** What the collection sends, but that no redirect is followed: a token goes to the declared server alone. */
const declarationOf = ({ collection, authorization, request }: Subject) => {
  const { variables } = collection;
  const item =
    request === undefined
      ? skipped
      : {
          ...bare(request.item),
          authorization: 'inherit' as const,
          settings: { ...request.item.settings, followRedirects: false },
        };
  return {
    ...defineCollection({ name: 'Login', items: [item], ...(variables !== undefined && { variables }) }),
    authorization,
  };
};

/** What must not be shown of an exchange: its tokens, and what is signed. */
const hideSecretsOf = ({ requestBody, responseBody }: ExchangeReport, { hide }: Subject): void => {
  const body = requestBody?.text ?? '';
  for (const text of [...new URLSearchParams(body).values(), body]) {
    for (const [jwt] of text.matchAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g)) {
      hide(jwt);
      hide(jwt.slice(jwt.lastIndexOf('.') + 1));
    }
  }
  for (const [, token = ''] of (responseBody?.text ?? '').matchAll(
    /"(?:access_token|refresh_token|id_token)"\s*:\s*"([^"]+)"/g,
  ))
    hide(token);
};

/** What is read of a report: of one request, and of what its script sent. */
const readReport = ({
  requests: [request],
  failures,
}: RunReport): Omit<Attempted, 'changed' | 'isEndless'> => {
  const [token] = request?.sentByScripts ?? [];
  return {
    failures,
    ...(token !== undefined && { token }),
    ...(request?.exchange !== undefined && { api: request.exchange }),
  };
};

/** @throws the signal's reason */
export const attemptLogin = async (subject: Subject, facts: Facts): Promise<Attempted> => {
  if (facts.run !== undefined) return facts.run;
  const { authorization, timeout, caFile, environment, hide, onVariables } = subject;
  const late = AbortSignal.timeout(2 * timeout + LONGEST_REST);
  let isTooLong = false;
  const markTooLong = (): void => {
    isTooLong = true;
  };
  const signal = AbortSignal.any([subject.signal, late]);
  const { changed, report } = await withSizeLimit(markTooLong, () =>
    runLogin(
      declarationOf(subject),
      { environment, caFile, signal },
      {
        requestTimeout: timeout,
        scriptTimeout: timeout + SCRIPT_TIME,
        onCredential: hide,
        onVariables: (changes) => {
          hide(changes[authorization.variables.accessToken] ?? '');
          onVariables?.(changes);
        },
      },
    ),
  );
  subject.signal.throwIfAborted();
  const read = readReport(report);
  for (const exchange of [read.token, read.api]) if (exchange !== undefined) hideSecretsOf(exchange, subject);
  return (facts.run = { changed, ...read, isEndless: isTooLong || late.aborted });
};
