/** Sends the token request (RFC 6749 §4.4.2) and waits for whatever comes. */

import { endpoint, fill } from './attempt.ts';
import { LoginFailure } from './failure.ts';
import { encodeForm } from './form.ts';
import { networkFailure, timedOut } from './messages/network.ts';
import type { Way } from './plan.ts';
import { readTokenAnswer, type AnswerOptions } from './token-answer.ts';

/** Milliseconds. Postman's own time-out is endless unless people set one. */
const TIMEOUT = 30_000;

type Fields = Record<string, string>;

/** Reads at once what it needs, and returns how to put its part into the form and the headers of the request. */
export type Part = () => Promise<(form: Fields, header: Fields) => void | Promise<void>>;

/** Asks the token endpoint, with a form whose values may hold placeholders, and what the parts add to it. */
export const askFor =
  (form: Readonly<Fields>, parts: readonly Part[], options: AnswerOptions): Way['obtain'] =>
  async () => {
    const body: Fields = {};
    for (const [name, value] of Object.entries(form)) body[name] = fill(value);
    const additions = await Promise.all(parts.map((part) => part()));
    return async () => {
      const header = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
      for (const add of additions) await add(body, header);
      return readTokenAnswer(await send(encodeForm(body), header), options, body);
    };
  };

/** Returns the answer, whatever its status. @throws LoginFailure when there is none. */
const send = (raw: string, header: Fields): Promise<PostmanResponse> =>
  new Promise((resolve, reject) => {
    const fail = (failure: ReturnType<typeof timedOut>): void => reject(new LoginFailure(...failure));
    const timer = setTimeout(() => fail(timedOut(endpoint, TIMEOUT / 1000)), TIMEOUT);
    const request = { url: endpoint, method: 'POST', header, body: { mode: 'raw', raw } } as const;
    pm.sendRequest(request, (error, response) => {
      clearTimeout(timer);
      if (error) fail(networkFailure(endpoint, `${error.code ?? ''} ${error.message ?? ''}`.trim()));
      else resolve(response);
    });
  });
