/** Does the login once for the steps that look at it: the collection's own program, and the request that it is for. */

import type { EngineInput, Exchange } from '../engines/engine.ts';
import { defineCollection, type RequestDeclaration } from '../model/collection.ts';
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
const hideSecretsOf = ({ body, response }: Exchange, { hide }: Subject): void => {
  const texts = [...new URLSearchParams(body).values(), body];
  for (const text of texts) {
    for (const [jwt] of text.matchAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g)) {
      hide(jwt);
      hide(jwt.slice(jwt.lastIndexOf('.') + 1));
    }
  }
  for (const [, token = ''] of (response?.body ?? '').matchAll(
    /"(?:access_token|refresh_token|id_token)"\s*:\s*"([^"]+)"/g,
  ))
    hide(token);
};

/** What the engine is told beside the timeouts. */
const listenersOf = (subject: Subject, exchanges: Exchange[]): Partial<EngineInput> => ({
  onExchange: (exchange) => {
    hideSecretsOf(exchange, subject);
    exchanges.push(exchange);
  },
  onCredential: (credential) => subject.hide(credential),
  onVariables: (changes) => {
    subject.hide(changes[subject.authorization.variables.accessToken] ?? '');
    subject.onVariables?.(changes);
  },
});

/** @throws the signal's reason */
export const attemptLogin = async (subject: Subject, facts: Facts): Promise<Attempted> => {
  if (facts.run !== undefined) return facts.run;
  const { timeout, caFile, environment } = subject;
  const exchanges: Exchange[] = [];
  const late = AbortSignal.timeout(2 * timeout + LONGEST_REST);
  let isTooLong = false;
  const markTooLong = (): void => {
    isTooLong = true;
  };
  const run = await withSizeLimit(markTooLong, () =>
    runLogin(
      declarationOf(subject),
      { environment, caFile, signal: AbortSignal.any([subject.signal, late]) },
      {
        requestTimeout: timeout,
        scriptTimeout: timeout + SCRIPT_TIME,
        ...listenersOf(subject, exchanges),
      },
    ),
  ).catch((error: unknown) => {
    subject.signal.throwIfAborted();
    if (!late.aborted) throw error;
    return { changed: {} };
  });
  return (facts.run = { ...run, exchanges, isTooLong });
};

/** The token request, and what came back; undefined when none was sent. */
export const tokenExchange = ({ exchanges }: Attempted): Exchange | undefined =>
  exchanges.find(({ isOfScript }) => isOfScript);

/** The collection's request. */
export const apiExchange = ({ exchanges }: Attempted): Exchange | undefined =>
  exchanges.find(({ isOfScript }) => !isOfScript);
