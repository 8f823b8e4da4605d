/** When a browser is opened, and how. */

import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openBrowser } from '../../src/session/browser.ts';

const URL_TO_OPEN = new URL('https://as.example/auth?scope=a%20b&state=%27%3Becho');

test.each([
  ['over ssh', { DISPLAY: ':0', SSH_CONNECTION: '1.2.3.4' }],
  ['in a CI job', { DISPLAY: ':0', CI: 'true' }],
])('no browser is opened %s', async (_where, environment) => {
  expect(await openBrowser(URL_TO_OPEN, environment)).toBe(false);
});

test.runIf(process.platform === 'linux')('no browser is opened without a screen', async () => {
  expect(await openBrowser(URL_TO_OPEN, {})).toBe(false);
});

test.runIf(process.platform === 'linux')('the person’s browser is given the whole address', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-browser-')));
  try {
    const browser = join(folder, 'browser');
    const opened = join(folder, 'opened');
    await writeFile(
      browser,
      `#!/bin/sh\nprintf '%s' "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`,
    );
    await chmod(browser, 0o700);
    const module = fileURLToPath(new URL('../../dist/src/session/browser.js', import.meta.url));
    const code = `import { openBrowser } from ${JSON.stringify(module)};
      console.log(await openBrowser(new URL(${JSON.stringify(URL_TO_OPEN.href)}), process.env));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      // No browser of the machine's own is found.
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_DATA_DIRS: folder,
        DISPLAY: ':0',
        BROWSER: browser,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(child, 'close');
    expect(said).toBe('true\n');
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const found = await readFile(opened, 'utf8').catch(() => undefined);
      if (found !== undefined) return expect(found).toBe(URL_TO_OPEN.href);
      await sleep(50);
    }
    throw new Error('no browser was started');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
