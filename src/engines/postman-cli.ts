/** The official Postman CLI: a separate, closed-source program, so everything goes through owner-only files. */

import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve as resolvePath } from 'node:path';
import { PostsmithError } from '../errors.ts';
import { createPrivateFolder } from '../disk/private-folder.ts';
import type { RunReport } from '../report/run-report.ts';
import { indexCollection, selectItems } from '../format/read-collection.ts';
import { tellPlaces } from './script-places.ts';
import type { Engine, EngineInput } from './engine.ts';
import { findPostmanCli } from './find-postman-cli.ts';
import { parseCliReport, recordCliReport } from './postman-cli-report.ts';

/** Milliseconds that `--version` may take; measured: about 1,000. */
const VERSION_TIMEOUT = 30_000;

const version = (): Promise<string> =>
  inPrivateFolder(async (folder) => {
    const { output, exitCode } = await execute(['--version'], folder, AbortSignal.timeout(VERSION_TIMEOUT));
    const found = /\d+\.\d+\.\d+/.exec(output)?.[0];
    if (exitCode === 0 && found !== undefined) return found;
    throw new PostsmithError(
      'ENGINE_UNAVAILABLE',
      `${await findPostmanCli()} does not respond to --version as the Postman CLI does; set POSTMAN_CLI to the right one.`,
    );
  });

const run = async (input: EngineInput): Promise<RunReport> => {
  const engineVersion = await version();
  const index = indexCollection(input.collection);
  const scripts = tellPlaces(index.collection, input.scriptTimeout);
  const [start, startedAt] = [performance.now(), new Date().toISOString()];
  const report = await inPrivateFolder(async (folder) => {
    const path = (name: string): string => join(folder, name);
    await writeFile(path('collection.json'), JSON.stringify(selectItems(index.collection, input.only)), {
      mode: 0o600,
    });
    await writeFile(path('environment.json'), JSON.stringify(input.environment), { mode: 0o600 });
    if (input.data !== undefined)
      await writeFile(path('data.json'), JSON.stringify(input.data), { mode: 0o600 });
    const output = await outputOf(runParameters(path, input), folder, input.signal);
    if (output === undefined) return NOTHING;
    return parseCliReport(await readFile(path('report.json'), 'utf8').catch(() => '')) ?? noReport(output);
  });
  const recorder = recordCliReport(report, { paths: index.paths, scripts }, input);
  const about = { collection: index.collection.info.name, engine: 'postman-cli', engineVersion };
  return {
    ...recorder.finish({ ...about, ...(input.signal?.aborted === true && { interrupted: true }) }),
    startedAt,
    duration: Math.round(performance.now() - start),
  };
};

/** What is left of a run that is ended early. */
const NOTHING: NonNullable<ReturnType<typeof parseCliReport>> = { run: { executions: [] } };

/** What the CLI prints; undefined when it was ended early. */
const outputOf = async (
  parameters: readonly string[],
  folder: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> => {
  signal?.throwIfAborted();
  try {
    return (await execute(parameters, folder, signal)).output;
  } catch (error) {
    if (signal?.aborted === true) return undefined;
    throw error;
  }
};

/** No secret is among them: every process of the machine can read a command line. */
const runParameters = (path: (name: string) => string, input: EngineInput): readonly string[] => [
  'collection',
  'run',
  path('collection.json'),
  '--environment',
  path('environment.json'),
  '--reporters',
  'json',
  '--reporter-json-export',
  path('report.json'),
  '--timeout-request',
  String(input.requestTimeout),
  '--timeout-script',
  String(input.scriptTimeout),
  '--working-dir',
  input.workingFolder ?? process.cwd(),
  '--no-insecure-file-read',
  ...(input.caFile === undefined ? [] : ['--ssl-extra-ca-certs', resolvePath(input.caFile)]),
  ...(input.insecure === true ? ['--insecure'] : []),
  ...(input.clientCertificate === undefined
    ? []
    : [
        '--ssl-client-cert',
        input.clientCertificate.certFile,
        '--ssl-client-key',
        input.clientCertificate.keyFile,
      ]),
  ...(input.data === undefined ? [] : ['--iteration-data', path('data.json')]),
  ...(input.iterations === undefined ? [] : ['--iteration-count', String(input.iterations)]),
  ...(input.delay === undefined ? [] : ['--delay-request', String(input.delay)]),
  ...(input.bail === true ? ['--bail'] : []),
];

const noReport = (output: string): never => {
  throw new PostsmithError('ENGINE_UNAVAILABLE', 'The Postman CLI ended without a report. Its last words:', {
    problems: output.trim().split('\n').slice(-5),
  });
};

const inPrivateFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await createPrivateFolder('cli');
  try {
    return await use(folder.path);
  } finally {
    folder.remove();
  }
};

/** What the CLI inherits: neither secrets nor an account. */
const INHERITED = ['PATH', 'SystemRoot', 'LANG', 'TZ', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

const childEnvironment = (home: string): NodeJS.ProcessEnv => {
  const names = new Set([...INHERITED, ...INHERITED.map((name) => name.toLowerCase())]);
  const inherited = Object.entries(process.env).filter(([name]) => names.has(name));
  // A home of its own: signed in, the CLI would publish the run to Postman's cloud.
  return { ...Object.fromEntries(inherited), HOME: home, USERPROFILE: home, TMPDIR: home };
};

/** Runs the CLI and collects what it prints. */
const execute = async (
  parameters: readonly string[],
  folder: string,
  signal: AbortSignal | undefined,
): Promise<{ output: string; exitCode: number | null }> => {
  const binary = await findPostmanCli();
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(binary, parameters, {
      cwd: folder,
      env: childEnvironment(folder),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: npm's wrapper ignores signals, its child does not.
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const stop = (): void => killGroup(child.pid);
    process.once('exit', stop);
    signal?.addEventListener('abort', stop, { once: true });
    const settle = (): void => {
      process.off('exit', stop);
      signal?.removeEventListener('abort', stop);
    };
    child.once('error', (cause) => {
      settle();
      reject(new PostsmithError('ENGINE_UNAVAILABLE', `${binary} could not be started.`, { cause }));
    });
    child.once('close', (exitCode) => {
      settle();
      if (signal?.aborted === true) reject(signal.reason);
      else resolve({ output, exitCode });
    });
  });
};

const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
};

/**
 * The engine `postman-cli`. Measured with version 1.34: it exports no environment, its report holds none, and nothing at
 * all is left of a run that is ended early.
 */
export const postmanCliEngine: Engine = { name: 'postman-cli', tellsVariables: false, version, run };
