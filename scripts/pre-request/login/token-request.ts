/** Sends the token request (RFC 6749 §4.4.2) and waits for whatever comes. */

import type { Proof } from './client-authentication.ts';
import { encodeForm } from './form.ts';
import { LoginFailure } from './failure.ts';
import { networkFailure, timedOut } from './messages/network.ts';
import type { Target } from './target.ts';

/** Milliseconds. Postman's own time-out is endless unless people set one. */
const TIMEOUT = 30_000;

/** Returns the answer, whatever its status. @throws LoginFailure when there is none. */
export const requestToken = ({ endpoint, scope }: Target, proof: Proof): Promise<PostmanResponse> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LoginFailure(...timedOut(endpoint, TIMEOUT / 1000))), TIMEOUT);
    const form = { grant_type: 'client_credentials', ...(scope === '' ? {} : { scope }), ...proof };
    const request: PostmanRequestDefinition = {
      url: endpoint,
      method: 'POST',
      header: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: { mode: 'raw', raw: encodeForm(form) },
    };
    pm.sendRequest(request, (error, response) => {
      clearTimeout(timer);
      if (error)
        reject(new LoginFailure(...networkFailure(endpoint, `${error.code ?? ''} ${error.message ?? ''}`)));
      else resolve(response);
    });
  });
