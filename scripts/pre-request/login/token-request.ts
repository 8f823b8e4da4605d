/** Sends the token request (RFC 6749 §4.4.2) and waits for whatever comes. */

import type { Attempt, Obtain } from './attempt.ts';
import { LoginFailure } from './failure.ts';
import { encodeForm } from './form.ts';
import { fill } from './inputs.ts';
import { networkFailure, timedOut } from './messages/network.ts';
import { readTokenAnswer } from './token-answer.ts';

/** Milliseconds. Postman's own time-out is endless unless people set one. */
const TIMEOUT = 30_000;

export type Form = Readonly<Record<string, string>>;

/** What a grant or a client authentication puts into the request. */
export interface Contribution {
  readonly form?: Form;
  /** The `Authorization` header. */
  readonly basic?: string;
}

/** Reads at once what it needs, and returns how to make its contribution. */
export type Part = (attempt: Attempt) => Promise<() => Contribution | Promise<Contribution>>;

/** Asks the token endpoint, with a form whose values may hold placeholders, and what the parts add to it. */
export const askFor =
  (form: Form, ...parts: readonly Part[]): Obtain =>
  async (attempt) => {
    const filled = Object.entries(form).map(([name, value]) => [name, fill(attempt, value)] as const);
    const makers: Awaited<ReturnType<Part>>[] = [];
    for (const part of parts) makers.push(await part(attempt));
    return async () => {
      let body: Form = Object.fromEntries(filled);
      let basic: string | undefined;
      for (const make of makers) {
        const made = await make();
        body = { ...body, ...made.form };
        basic = made.basic ?? basic;
      }
      return readTokenAnswer(await send(attempt, body, basic), attempt, body);
    };
  };

/** Returns the answer, whatever its status. @throws LoginFailure when there is none. */
const send = ({ endpoint }: Attempt, form: Form, basic: string | undefined): Promise<PostmanResponse> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LoginFailure(...timedOut(endpoint, TIMEOUT / 1000))), TIMEOUT);
    const request: PostmanRequestDefinition = {
      url: endpoint,
      method: 'POST',
      header: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'application/json',
        ...(basic && { Authorization: basic }),
      },
      body: { mode: 'raw', raw: encodeForm(form) },
    };
    pm.sendRequest(request, (error, response) => {
      clearTimeout(timer);
      if (error)
        reject(new LoginFailure(...networkFailure(endpoint, `${error.code ?? ''} ${error.message ?? ''}`)));
      else resolve(response);
    });
  });
