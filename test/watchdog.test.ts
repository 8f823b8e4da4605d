/** The watchdog, in a process of its own: what it is there for would end this one. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const module = fileURLToPath(new URL('../dist/src/watchdog.js', import.meta.url));

/** What a program prints that is watched and then carries out `code`. */
const watched = async (code: string): Promise<{ readonly code: unknown; readonly output: string }> => {
  const program = `import { watchForEndlessLoops } from ${JSON.stringify(module)};
    import vm from 'node:vm';
    process.on('exit', () => console.log('cleaned up'));
    watchForEndlessLoops(1500, (place) => { console.log('stuck', String(place)); process.exit(2); });
    await new Promise((resolve) => setTimeout(resolve, 700));
    ${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [exitCode] = await once(child, 'close');
  clearTimeout(timer);
  return { code: exitCode, output };
};

test.each([
  ['at the top', 'for (;;) {}'],
  ['in a sandbox, behind an await', "vm.runInNewContext('(async () => { await 0; for (;;) {} })()');"],
])('breaks into an endless loop %s, and cleans up', async (_where, code) => {
  const ended = await watched(code);
  expect(ended.output).toMatch(/^stuck .*\ncleaned up\n$/);
  expect(ended.code).toBe(2);
});

test('leaves a program alone that is busy for a while, or waits, and does not keep it alive', async () => {
  const ended = await watched(`const end = Date.now() + 600; while (Date.now() < end);
    await new Promise((resolve) => setTimeout(resolve, 1700));`);
  expect(ended).toEqual({ code: 0, output: 'cleaned up\n' });
});
