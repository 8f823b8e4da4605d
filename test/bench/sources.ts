/**
 * `--sources`: collections of OpenAPI documents, beside those that openapi-to-postmanv2 makes of them in the same run. Both
 * packages are fetched into a cache outside the checkout: GitHub's description alone is 400 MB with its variants.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryProject, type TemporaryProject } from '../bundle/temporary-project.ts';
import { median } from './measure.ts';
import type { Result, Unit } from './result.ts';

const PACKAGES = ['@octokit/openapi@23.0.2', 'openapi-to-postmanv2@6.3.3'];

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'postsmith/bench-sources');

/** The folder of a package in the cache. */
const packageFolder = (name: string): string => join(cache, 'node_modules', name);

const fetchPackages = (): void => {
  if (PACKAGES.every((name) => existsSync(packageFolder(name.replace(/(?<=.)@.*/, ''))))) return;
  mkdirSync(cache, { recursive: true });
  execFileSync('npm', ['install', '--prefix', cache, '--no-save', '--no-audit', '--no-fund', ...PACKAGES], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};

/** A description with a folder for each hundred operations, which share a schema. */
const synthetic = (operations: number): string => {
  const thing = { $ref: '#/components/schemas/Thing' };
  const content = { 'application/json': { schema: thing } };
  const operation = (id: number) => ({
    operationId: `updateThing${id}`,
    summary: `Update thing ${id}`,
    tags: [`Part ${Math.floor(id / 100)}`],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
      { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } },
    ],
    requestBody: { content },
    responses: { 200: { description: 'The thing', content }, 404: { description: 'None' } },
    security: [{ oauth: [`things:${id % 10}`] }],
  });
  const flows = { clientCredentials: { tokenUrl: 'https://as.example.com/token', scopes: {} } };
  const text = { type: 'string', example: 'text' };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Synthetic', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths: Object.fromEntries(
      Array.from({ length: operations }, (_, id) => [`/part${id}/things/{id}`, { put: operation(id) }]),
    ),
    components: {
      securitySchemes: { oauth: { type: 'oauth2', flows } },
      schemas: {
        Thing: {
          type: 'object',
          required: ['name', 'kind'],
          properties: { name: text, kind: { enum: ['a', 'b'] }, note: text, parent: thing },
        },
      },
    },
  });
};

interface Cost {
  /** Seconds of processor time. */
  readonly cpu: number;
  /** MB, at its peak. */
  readonly memory: number;
  readonly bytes: number;
}

/** Begins a program: at its end it tells what it has cost, the start of Node included. */
const tell = `
process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu: (user + system) / 1e6, memory: process.resourceUsage().maxRSS / 1024 }));
});
`;

const costOf = (program: string, parameters: readonly string[], output: string): Cost => {
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', tell + program, ...parameters], {
    encoding: 'utf8',
    timeout: 300_000,
    cwd: cache,
  });
  // JSON.parse returns any; the text is written by the program above.
  const cost = JSON.parse(told.trim().split('\n').at(-1) ?? '') as Omit<Cost, 'bytes'>;
  return { ...cost, bytes: statSync(output).size };
};

/** The address of a compiled module, in quotes. */
const compiled = (path: string): string =>
  JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../dist/src', path)).href);

const ours = (project: TemporaryProject): Cost => {
  const program = `
const [{ buildProject }, { writeArtifacts }] = await Promise.all([import(${compiled('build/build.js')}), import(${compiled('output/output.js')})]);
const { project, artifacts } = await buildProject(process.argv[1]);
writeArtifacts(project.root, artifacts, { overwrite: true });`;
  return costOf(
    program,
    [project.root],
    join(project.root, 'dist/collections/bench.postman_collection.json'),
  );
};

/** Its own program, with `-p`, so that people can read what it writes, as they can ours. */
const theirs = (project: TemporaryProject): Cost => {
  const program = `
import { createRequire } from 'node:module';
const file = ${JSON.stringify(join(packageFolder('openapi-to-postmanv2'), 'bin/openapi2postmanv2.js'))};
const [folder] = process.argv.splice(1);
process.argv.push(file, '-p', '-s', folder + '/api.json', '-o', folder + '/theirs.json');
createRequire(file)(file);`;
  return costOf(program, [project.root], join(project.root, 'theirs.json'));
};

const projectOf = (document: string): TemporaryProject => {
  const project = temporaryProject('postsmith-bench-');
  project.write({
    'package.json': '{"name": "bench", "version": "1.0.0", "type": "module"}',
    'collections/bench.ts': `import { defineCollection } from 'postsmith';
import { fromOpenAPI } from 'postsmith/openapi';
export default defineCollection({ ...(await fromOpenAPI('../api.json')) });`,
    'environments/bench.ts': `import { defineEnvironment } from 'postsmith';
export default defineEnvironment({ name: 'Bench', variables: { base_url: 'https://api.example.com', client_id: '', client_secret: '' } });`,
  });
  writeFileSync(join(project.root, 'api.json'), document);
  return project;
};

const costsOf = (name: string, who: string, costs: readonly Cost[], budget: Partial<Cost>): Result[] => {
  const result = (what: keyof Cost, section: string, unit: Unit): Result => {
    const most = budget[what];
    return {
      section: `sources, ${section}`,
      name: `${name}, ${who}`,
      value: median(costs.map((cost) => cost[what])),
      unit,
      ...(most !== undefined && { budget: most }),
    };
  };
  return [
    result('cpu', 'processor time', 's'),
    result('memory', 'peak memory', 'MB'),
    result('bytes', 'output', 'bytes'),
  ];
};

/** Converts each document with both, in turns. */
export const measureSources = (rounds: number): Result[] => {
  fetchPackages();
  const github = join(packageFolder('@octokit/openapi'), 'generated/api.github.com.json');
  const documents = [
    ['GitHub (1,223 operations)', readFileSync(github, 'utf8'), { cpu: 10, memory: 430 }],
    ['1,000 operations', synthetic(1000), {}],
    ['10,000 operations', synthetic(10_000), {}],
  ] as const;
  return documents
    .flatMap(([name, document, budget]) => {
      const project = projectOf(document);
      try {
        const pairs = Array.from({ length: rounds }, () => [ours(project), theirs(project)] as const);
        const bytes = pairs[0]?.[1].bytes ?? 0;
        const half = 'cpu' in budget ? { ...budget, bytes: Math.floor(bytes / 2) } : {};
        return [
          ...costsOf(
            name,
            'postsmith',
            pairs.map(([own]) => own),
            half,
          ),
          ...costsOf(
            name,
            'openapi-to-postmanv2',
            pairs.map(([, other]) => other),
            {},
          ),
        ];
      } finally {
        project.remove();
      }
    })
    .sort((one, other) => one.section.localeCompare(other.section, 'en'));
};
