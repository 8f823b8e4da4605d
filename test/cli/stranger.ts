/** Somebody who has never seen Postsmith: an empty folder, the packed package, and what is printed on the screen. */

import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startMock } from '../../src/mock/start.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { loadProject } from '../../src/project/project.ts';
import { variableName } from '../../src/values/variable-name.ts';
import type { Execution } from './execute.ts';

const repository = resolve(import.meta.dirname, '../..');
const call = promisify(execFile);

export interface Stranger {
  readonly folder: string;
  /** Types a command, as it stands. */
  type(command: string, environment?: Readonly<Record<string, string>>): Promise<Execution>;
  write(path: string, text: string): Promise<void>;
  /** Installs what package.json wants, from the packed package and what is installed here: tests have no network. */
  install(): Promise<void>;
  /** Starts the server that the project is for, and fills its values into .env, and before them those that are given. */
  serve(values?: Readonly<Record<string, string>>): Promise<Mock>;
  leave(): Promise<void>;
}

/** Unpacks the package beside the folders of strangers; `npm pack` without its script, as others use what that makes. */
const unpack = async (folder: string): Promise<string> => {
  const { stdout } = await call(
    'npm',
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
    { cwd: repository },
  );
  await call('tar', ['-xzf', stdout.trim()], { cwd: folder });
  await symlink(join(repository, 'node_modules'), join(folder, 'package', 'node_modules'));
  await chmod(join(folder, 'package', 'dist', 'src', 'cli.js'), 0o755);
  return join(folder, 'package');
};

const link = async (target: string, path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
};

const install = async (folder: string, unpacked: string): Promise<void> => {
  const { devDependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  const modules = join(folder, 'node_modules');
  for (const name of Object.keys(devDependencies)) {
    const isOwn = name === 'postsmith';
    await link(isOwn ? unpacked : join(repository, 'node_modules', name), join(modules, name));
  }
  await link('../postsmith/dist/src/cli.js', join(modules, '.bin', 'postsmith'));
  await link('../typescript/bin/tsc', join(modules, '.bin', 'tsc'));
};

/** Fills in each line that has no value. */
const fillIn = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce(
    (filled, [name, value]) =>
      filled.replace(new RegExp(`^${variableName(name)}=$`, 'm'), () => `${variableName(name)}='${value}'`),
    text,
  );

/** Somebody in an empty folder, who has the program as `npx` would get it. */
export const createStranger = async (): Promise<Stranger> => {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-stranger-')));
  const folder = join(home, 'Mein Prüfstand');
  await mkdir(folder);
  const unpacked = await unpack(home);
  const cli = join(unpacked, 'dist', 'src', 'cli.js');
  return {
    folder,
    type: (command, environment = {}) =>
      new Promise((done) => {
        const line = command.replace(/^npx postsmith init/, `'${process.execPath}' '${cli}' init`);
        const env = { PATH: process.env['PATH'], HOME: home, npm_config_offline: 'true', ...environment };
        execFile('sh', ['-c', line], { cwd: folder, env }, (failure, stdout, stderr) => {
          done({ code: failure === null ? 0 : Number(failure.code), stdout, stderr });
        });
      }),
    write: async (path, text) => writeFile(join(folder, path), text),
    install: () => install(folder, unpacked),
    serve: async (values = {}) => {
      const { collections, environments } = await loadProject(folder);
      const [collection] = collections;
      if (collection === undefined) throw new Error('There is no collection.');
      const mock = await startMock({
        collection: collection.declaration,
        environment: environments[0]?.declaration,
        // The mock's own secret holds every character there is; .env has no quotes for all of them.
        extraValues: { client_secret: 'a secret that a file can hold' },
      });
      const path = join(folder, '.env');
      await writeFile(path, fillIn(fillIn(await readFile(path, 'utf8'), values), mock.values));
      return mock;
    },
    leave: () => rm(home, { recursive: true, force: true }),
  };
};

/** The commands that were printed, in their order. */
export const commandsIn = (talk: string): readonly string[] =>
  [...talk.matchAll(/^ {2}((?:cd|npm|npx) .*)$/gm)].map(([, command = '']) => command);
