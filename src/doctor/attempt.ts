/** Does the login once for the steps that look at it: the collection's own program, and the request that it is for. */

import type { Exchange } from '../engines/engine.ts';
import { defineCollection, type RequestDeclaration } from '../model/collection.ts';
import { runLogin, skipped } from '../run/login-headers.ts';
import type { Attempted, Facts, Subject } from './step.ts';

/** Milliseconds on top of those for one request that everything may take. */
const SCRIPT_TIME = 15_000;

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

/** @throws the signal's reason */
export const attemptLogin = async (subject: Subject, facts: Facts): Promise<Attempted> => {
  if (facts.run !== undefined) return facts.run;
  const { authorization, timeout, caFile, onVariables } = subject;
  const exchanges: Exchange[] = [];
  const late = AbortSignal.timeout(2 * timeout + SCRIPT_TIME);
  const signal = AbortSignal.any([subject.signal, late]);
  const run = await runLogin(
    declarationOf(subject),
    { environment: subject.environment, caFile, signal },
    {
      requestTimeout: timeout,
      scriptTimeout: timeout + SCRIPT_TIME,
      onExchange: (exchange) => {
        hideSecretsOf(exchange, subject);
        exchanges.push(exchange);
      },
      onCredential: (credential) => subject.hide(credential),
      onVariables: (changes) => {
        subject.hide(changes[authorization.variables.accessToken] ?? '');
        onVariables?.(changes);
      },
    },
  ).catch((error: unknown) => {
    subject.signal.throwIfAborted();
    if (!late.aborted) throw error;
    return { changed: {} };
  });
  return (facts.run = { ...run, exchanges });
};

/** The token request, and what came back; undefined when none was sent. */
export const tokenExchange = ({ exchanges }: Attempted): Exchange | undefined =>
  exchanges.find(({ isOfScript }) => isOfScript);

/** The collection's request. */
export const apiExchange = ({ exchanges }: Attempted): Exchange | undefined =>
  exchanges.find(({ isOfScript }) => !isOfScript);
