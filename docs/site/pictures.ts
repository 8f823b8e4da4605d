/** Pictures of what the commands really print: builds, verifies and runs a small project, and draws the terminal. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buildProject } from '../../src/build/build.ts';
import type { CommandContext } from '../../src/commands/command.ts';
import { dispatch } from '../../src/commands/dispatch.ts';
import { startMock } from '../../src/mock/start.ts';
import { Redactor } from '../../src/report/redact.ts';
import { terminalPicture } from './terminal-picture.ts';

const docs = resolve(import.meta.dirname, '..');

/** The project of the guide: the blocks of code that name their file. */
const writeProject = (folder: string): void => {
  const guide = readFileSync(resolve(docs, 'guide/own-collection.md'), 'utf8');
  for (const [, path = '', code = ''] of guide.matchAll(/```ts\n\/\/ (\S+\.ts).*\n([^]*?)```/g)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve(docs, '..'), join(folder, 'node_modules/postsmith'));
};

/** What a command prints in a terminal with colours, below the line that calls it. */
const printed = async (
  line: string,
  folder: string,
  environment: CommandContext['environment'] = {},
  more: readonly string[] = [],
): Promise<string> => {
  const redactor = new Redactor();
  let text = `$ npx postsmith ${line}\n`;
  const print = (piece: string): void => void (text += redactor.guard(piece));
  const context: CommandContext = {
    folder,
    environment: { PATH: process.env['PATH'], ...environment },
    out: print,
    talk: print,
    // No picture shows a token, and no command here starts another.
    reveal: () => undefined,
    passSignals: () => undefined,
    redactor,
    terminal: { interactive: false, colours: true, width: 84 },
    signal: new AbortController().signal,
  };
  await dispatch([...line.split(' '), ...more], context, async () => undefined);
  return text;
};

/** A run with the key of somebody else. */
const failedRun = async (folder: string): Promise<string> => {
  const { collections } = await buildProject(folder);
  const [orders] = collections;
  if (orders === undefined) throw new Error('The guide has no collection.');
  const mock = await startMock({
    collection: orders.declaration,
    environment: orders.environments[0]?.declaration,
  });
  const { host, client_id: id, client_private_key: key = '' } = mock.values;
  try {
    return await printed(
      'run orders -e orders',
      folder,
      { POSTSMITH_HOST: host, CLIENT_ID: `${id}-old`, CLIENT_PRIVATE_KEY: key },
      ['--ca', mock.caFile],
    );
  } finally {
    await mock.close();
  }
};

const folder = mkdtempSync(join(tmpdir(), 'postsmith-pictures-'));
try {
  writeProject(folder);
  const texts = {
    build: await printed('build', folder),
    verify: await printed('verify', folder),
    run: await failedRun(folder),
  };
  const out = resolve(docs, 'public/pictures');
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(texts))
    writeFileSync(join(out, `${name}.svg`), terminalPicture(text));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
