/** The person's browser: opened where there is one, and shown at the end how it went. The page is plain and holds no value. */

import type { ServerResponse } from 'node:http';

/** Where nobody would see a browser: a shell on another machine, a Linux without a screen, a CI job. */
const hasScreen = (environment: Readonly<Record<string, string | undefined>>): boolean => {
  const has = (name: string): boolean => (environment[name] ?? '') !== '';
  if (has('SSH_CONNECTION') || has('CI')) return false;
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return has('DISPLAY') || has('WAYLAND_DISPLAY') || has('WSL_DISTRO_NAME');
};

/** @returns true when a browser was started; whether it shows the page, nobody can tell. */
export const openBrowser = async (
  url: URL,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> => {
  if (!hasScreen(environment)) return false;
  try {
    const { default: open } = await import('open');
    const browser = await open(url.href);
    // What it says later is its own affair, but an unheard error would end this process.
    browser.on('error', () => undefined);
    return true;
  } catch {
    return false;
  }
};

/** What a callback led to. */
export type CallbackOutcome = 'done' | 'denied' | 'failed' | 'foreign' | 'repeated';

const PAGES: Readonly<Record<CallbackOutcome, readonly [status: number, title: string, text: string]>> = {
  done: [200, 'You are signed in', 'You can close this page and go back to the terminal.'],
  denied: [
    200,
    'Nothing was granted',
    'The consent was denied, so nobody is signed in. The terminal says more.',
  ],
  failed: [400, 'Signing in went wrong', 'The terminal says why. You can close this page.'],
  foreign: [
    400,
    'This belongs to another sign-in',
    'Nothing was taken from it. The command that waits in the terminal goes on waiting: use the address that it printed.',
  ],
  repeated: [409, 'This sign-in has ended already', 'Look at the terminal. You can close this page.'],
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

/** Responds to a callback. */
export const sendPage = (response: ServerResponse, outcome: CallbackOutcome): void => {
  const [status, title, text] = PAGES[outcome];
  response.writeHead(status, HEADERS).end(page(title, text));
};
