/** Rejections that newman's sandbox lets escape, in a process of its own: vitest would take them for its own. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const execute = (file: string): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    const jiti = fileURLToPath(new URL('../../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url));
    const child = spawn(process.execPath, [jiti, fileURLToPath(new URL(file, import.meta.url))]);
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) => resolve({ code, output }));
  });

test('a script that rejects fails its request on newman, and the run goes on', async () => {
  const { code, output } = await execute('./stray-rejections.fixture.ts');
  expect(output.trim().split('\n')).toEqual([
    'Rejects: TypeError: asynchronous',
    'Rejects with text: just text',
    '3 requests',
  ]);
  expect(code).toBe(0);
});
