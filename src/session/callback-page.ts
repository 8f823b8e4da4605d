/** The page that the browser shows when the authorization server has sent it back: plain, self-contained, without any value. */

import type { ServerResponse } from 'node:http';

/** What a callback led to. */
export type CallbackOutcome = 'done' | 'denied' | 'failed' | 'foreign' | 'repeated';

const PAGES: Readonly<Record<CallbackOutcome, readonly [status: number, title: string, text: string]>> = {
  done: [200, 'You are logged in', 'You can close this page and go back to the terminal.'],
  denied: [
    200,
    'Nothing was granted',
    'The consent was denied, so there is no login. The terminal says more.',
  ],
  failed: [400, 'The login went wrong', 'The terminal says why. You can close this page.'],
  foreign: [
    400,
    'This belongs to another login',
    'Nothing was taken from it. The login that waits in the terminal goes on waiting: use the address that it printed.',
  ],
  repeated: [409, 'This login has been answered already', 'Look at the terminal. You can close this page.'],
};

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}';

const page = (title: string, text: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – Postsmith</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`;

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  // The address of this page holds the code, which must get neither into a cache nor to another page.
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close',
};

/** Answers a callback. */
export const sendPage = (response: ServerResponse, outcome: CallbackOutcome): void => {
  const [status, title, text] = PAGES[outcome];
  response.writeHead(status, HEADERS).end(page(title, text));
};
