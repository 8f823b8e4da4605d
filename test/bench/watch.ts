/** How long a build of this repository takes, cold, and after a change of one word while it is watched. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Watching } from '../watch/watching.ts';
import { median } from './measure.ts';
import type { Result } from './result.ts';

const repository = join(import.meta.dirname, '../..');
const cli = join(repository, 'dist/src/cli.js');
const section = 'this repository';

/** Milliseconds until a thread for the next rebuild is ready; people type slower. */
const REST = 1500;

const EDITS = [
  ['one word in a declaration', 'collections/pexip-management/guide.ts', ' the ', ' that '],
  ['one word in a script', 'scripts/post-response/expect-pexip.ts', 'Forgets what', 'Forgets that'],
] as const;

const copyRepository = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-bench-')));
  for (const name of ['collections', 'environments', 'scripts', 'package.json'])
    cpSync(join(repository, name), join(folder, name), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

const timeCold = (folder: string): number => {
  const begun = performance.now();
  execFileSync(process.execPath, [cli, 'build'], { cwd: folder, stdio: 'ignore', timeout: 60_000 });
  return performance.now() - begun;
};

/** Milliseconds from the moment of saving to the line that says what has changed. */
const timeEdit = async (watching: Watching, path: string, text: string): Promise<number> => {
  await pause(REST);
  watching.said();
  const begun = performance.now();
  writeFileSync(path, text);
  await watching.saying(/ s\)\n/);
  return performance.now() - begun;
};

const timeEdits = async (folder: string, rounds: number): Promise<ReadonlyMap<string, number[]>> => {
  const watching = new Watching(folder);
  const times = new Map<string, number[]>();
  try {
    await watching.saying(/Watching/);
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, file, from, to] of EDITS) {
        const path = join(folder, file);
        const text = readFileSync(path, 'utf8');
        const edited = text.includes(from) ? text.replace(from, to) : text.replace(to, from);
        times.set(name, [...(times.get(name) ?? []), await timeEdit(watching, path, edited)]);
      }
    }
    return times;
  } finally {
    await watching.end();
  }
};

/** Builds a copy of this repository, again and again. */
export const measureWatch = async (rounds: number): Promise<Result[]> => {
  const folder = copyRepository();
  try {
    timeCold(folder);
    const cold = median(Array.from({ length: rounds }, () => timeCold(folder)));
    const times = await timeEdits(folder, rounds * 2);
    return [
      { section, name: 'a cold build', value: cold, unit: 'ms', budget: 2000 },
      ...[...times].flatMap(([name, all]): Result[] => [
        { section, name, value: median(all), unit: 'ms' },
        { section, name: `${name}, over a cold build`, value: median(all) / cold, unit: '×', budget: 0.2 },
      ]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
