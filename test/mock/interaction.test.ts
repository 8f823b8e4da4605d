/** The embedded server's login and consent pages. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { consentPage, loginPage } from '../../src/mock/interaction-pages.ts';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { journey, settingsOf } from '../session/journey.ts';
import { visit } from '../session/person.ts';

let server: PersonServer;
beforeAll(async () => {
  server = await startPersonServer([], ['ada']);
});
afterAll(() => server.close());

test('only people who are known may log in, where they are named', async () => {
  const { tokens } = await journey(server, settingsOf(server), { name: 'ada' });
  expect(tokens.accessToken).not.toBe('');
});

test('somebody else is told so on the same page, and may try again', async () => {
  const pages: string[] = [];
  await journey(
    server,
    settingsOf(server),
    {},
    {
      go: async (url) => {
        pages.push(await stranger(url));
        return visit(url, { caFile: server.caFile });
      },
    },
  );
  expect(pages[0]).toContain('<p role="alert">Nobody of this name can log in here.</p>');
  expect(pages[0]).toContain('<label for="name">User name</label>');
});

/** Gives up after the first response. */
const stranger = async (url: URL): Promise<string> =>
  visit(url, { caFile: server.caFile, name: 'eve', patience: 1 }).then(({ body }) => body);

test('an interaction that nobody has begun is rejected', async () => {
  expect((await visit(`${server.origin}/interaction/unknown`, { caFile: server.caFile })).status).toBe(400);
});

test('names and scope tokens are text, whatever they hold', () => {
  const html = loginPage('<b>&"\'') + consentPage('<i>', '<u>', ['"><script>']);
  expect(html).toContain('&lt;b&gt;&amp;&quot;&#39;');
  expect(html).toContain('&lt;i&gt; wants to act for &lt;u&gt;');
  expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect(html).not.toMatch(/<(?:b|i|u|script)>/);
});

test('each scope token has a ticked box with a label; that of openid cannot be unticked', () => {
  const html = consentPage('c', 'p', ['openid', 'write']);
  expect(html).toContain('id="scope-0" checked disabled> <label for="scope-0">openid</label>');
  expect(html).toContain('<input type="hidden" name="scope" value="openid">');
  expect(html).toMatch(
    /<input type="checkbox" id="scope-1" name="scope" value="write" checked> <label for="scope-1">write<\/label>/,
  );
});
