/** A project whose collection logs in at a mock, and `postsmith token` in it. */

import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildProject } from '../../src/build/build.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import { execute, executeProgram, type ExecuteOptions, type Execution } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

type TokenCommand = (parameters?: readonly string[], options?: ExecuteOptions) => Promise<Execution>;

export interface TokenProject extends SampleProject {
  readonly mock: Mock;
  readonly cacheFile: string;
  readCache(): Promise<{ readonly entries: Readonly<Record<string, unknown>> }>;
  /** Runs `postsmith token orders -e orders`, and as a program. */
  readonly token: TokenCommand;
  readonly program: TokenCommand;
  close(): Promise<void>;
}

/** @param tokenLifetime seconds */
export const createTokenProject = async (tokenLifetime?: number): Promise<TokenProject> => {
  const project = await createSampleProject();
  const { collections } = await buildProject(project.folder);
  const orders = collections.find(({ slug }) => slug === 'orders');
  if (orders === undefined) throw new Error('The sample project has no orders');
  const mock = await startMock({
    collection: orders.declaration,
    environment: orders.environments[0]?.declaration,
    ...(tokenLifetime !== undefined && { tokenLifetime }),
  });
  const values = Object.entries(mock.values).map(
    ([name, value]) => `POSTSMITH_${name.toUpperCase()}="${value}"\n`,
  );
  await writeFile(join(project.folder, '.env'), values.join(''));
  await chmod(join(project.folder, '.env'), 0o600);
  const cacheFile = join(project.folder, '.postsmith', 'cache', 'orders', 'orders.json');
  const command =
    (run: typeof execute): TokenCommand =>
    (parameters = [], options = {}) =>
      run(['token', 'orders', '-e', 'orders', '--ca', mock.caFile, ...parameters], {
        folder: project.folder,
        ...options,
      });
  return {
    ...project,
    mock,
    cacheFile,
    // What it holds is what the tests look at.
    readCache: async () =>
      JSON.parse(await readFile(cacheFile, 'utf8')) as { entries: Record<string, unknown> },
    token: command(execute),
    program: command(executeProgram),
    close: async () => {
      await mock.close();
      await project.remove();
    },
  };
};
