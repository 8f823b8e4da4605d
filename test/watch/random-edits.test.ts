/** Whatever is edited, broken and mended: what the watch leaves is what a clean build writes. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { execute } from '../cli/execute.ts';
import { EditedProject } from './edited-project.ts';
import { Watching } from './watching.ts';

/** Seeds and number of edits: more by hand, `WATCH_SEEDS=2,3,4 WATCH_EDITS=60 WATCH_REST=2000`. */
const SEEDS = (process.env['WATCH_SEEDS'] ?? '1').split(',').map(Number);
const EDITS = Number(process.env['WATCH_EDITS'] ?? 50);
/** Milliseconds of the longest rest between two: with a long one there is a build for each. */
const REST = Number(process.env['WATCH_REST'] ?? 300);

const builtIn = (folder: string): Record<string, string> => {
  const dist = join(folder, 'dist');
  if (!existsSync(dist)) return {};
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => [
        join(parentPath, name).slice(dist.length),
        readFileSync(join(parentPath, name), 'utf8'),
      ])
      .sort(),
  );
};

const cleanBuild = async (project: EditedProject): Promise<Record<string, string>> => {
  const folder = mkdtempSync(join(tmpdir(), 'postsmith-clean-'));
  try {
    project.copySources(folder);
    const { code, stderr } = await execute(['build'], { folder });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return builtIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

test.each(SEEDS)('%i: random edits end in the bytes of a clean build', { timeout: 240_000 }, async (seed) => {
  const project = new EditedProject(seed);
  const watching = new Watching(project.folder);
  try {
    await watching.saying(/Watching/);
    for (let edit = 1; edit <= EDITS; edit += 1) {
      project.edit();
      await pause(project.chance(3) === 0 ? project.chance(REST) : project.chance(REST / 8));
      if (edit % 10 > 0) continue;
      project.mend();
      const wanted = await cleanBuild(project);
      await expect.poll(() => builtIn(project.folder), { timeout: 60_000, interval: 100 }).toEqual(wanted);
    }
    await pause(500);
    watching.said();
    project.word('scripts/shared/format.ts');
    await watching.saying(/updated .*beta/);
    expect(builtIn(project.folder)).toEqual(await cleanBuild(project));
    expect(await watching.end()).toBe(0);
  } catch (failure) {
    throw new Error(`Seed ${seed}:\n${watching.said()}`, { cause: failure });
  } finally {
    await watching.end('SIGKILL');
    project.remove();
  }
});
