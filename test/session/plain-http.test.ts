/** A token endpoint at a loopback address over plain http, as a service has it that runs on one's own machine. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { authorizationCode, none } from '../../src/oauth/authorization.ts';
import { renewTokens } from '../../src/session/token-endpoint.ts';
import { sessionSettings } from '../../src/session/settings.ts';

test('tokens are got from a loopback address without TLS', async () => {
  const forms: string[] = [];
  const server = createServer(async (request, response) => {
    forms.push(await text(request));
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ access_token: 'new', token_type: 'Bearer', expires_in: 60 }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    // A listening TCP server's address is never a pipe's name.
    const { port } = server.address() as AddressInfo;
    const authorization = authorizationCode({
      authorizationEndpoint: '{{base}}/authorize',
      tokenEndpoint: '{{base}}/token',
      clientAuthentication: none(),
    });
    const values = { base: `http://127.0.0.1:${port}`, client_id: 'me' };
    const settings = sessionSettings(authorization, values, undefined);
    const tokens = { accessToken: '', refreshToken: 'old', expires: '', scope: '', accessTokenFor: '' };
    const asking = { onWarning: () => undefined, onSecret: () => undefined };
    expect(await renewTokens(settings, tokens, asking)).toMatchObject({ accessToken: 'new' });
    expect(Object.fromEntries(new URLSearchParams(forms[0]))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'old',
      client_id: 'me',
    });
  } finally {
    server.close();
  }
});
