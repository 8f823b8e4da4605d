/** How long a build takes and how much memory, for projects of growing size, each in a process of its own. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TemporaryProject } from '../bundle/temporary-project.ts';
import { interleave, median, valueOf } from './measure.ts';
import { benchProject } from './project.ts';
import type { Result } from './result.ts';

const sizes = [100, 1_000, 10_000] as const;

const collection = (requests: number): string => `
import { clientCredentials, defineCollection, folder, get, privateKeyJwt } from 'postsmith';

const tokenEndpoint = 'https://{{host}}/oauth/token/';
const request = (id: number) => get({
  name: \`Request \${id}\`,
  url: \`https://{{host}}/api/things/\${id}/:part/\`,
  description: \`Reads **thing** \${id}.\`,
  pathVariables: { part: { value: '1' } },
  query: [{ name: 'limit', value: '20', description: 'At most so many.' }],
  headers: [{ name: 'Accept', value: 'application/json' }],
  examples: [{ name: 'Example', status: 200, body: { id, name: 'thing' } }],
  scripts: { postResponse: [{ name: 'expect-status', parameters: { id } }] },
});

export default defineCollection({
  name: 'Bench',
  authorization: clientCredentials({
    tokenEndpoint,
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: tokenEndpoint }),
  }),
  items: Array.from({ length: ${requests / 100} }, (_, part) =>
    folder(\`Folder \${part}\`, Array.from({ length: 100 }, (_, index) => request(part * 100 + index)))),
});
`;

const script = `
export default ({ id }: { id: number }): void => {
  pm.test(\`status of \${id}\`, () => pm.expect(pm.response.code).to.equal(200));
};
`;

const projectOf = (requests: number): TemporaryProject =>
  benchProject({
    'collections/bench.ts': collection(requests),
    'scripts/post-response/expect-status.ts': script,
  });

const buildModule = pathToFileURL(join(import.meta.dirname, '../../dist/src/build/build.js')).href;

/** What the child runs: it times the build alone, without the start of Node; memory is its peak, in kilobytes. */
const program = `
const { buildProject } = await import(${JSON.stringify(buildModule)});
const begun = performance.now();
await buildProject(process.argv[1]);
console.log(JSON.stringify({ time: performance.now() - begun, memory: process.resourceUsage().maxRSS }));
`;

interface BuildRun {
  readonly time: number;
  readonly memory: number;
}

const build = (root: string): BuildRun => {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program, root], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  // JSON.parse returns any; the text is written by the program above.
  return JSON.parse(output) as BuildRun;
};

const named = (size: number): string => `${size.toLocaleString('en-US')} requests`;

const measureIn = async (roots: ReadonlyMap<number, string>, rounds: number): Promise<Result[]> => {
  const memories = new Map<number, number[]>();
  const samplers = [...roots].map(([size, root]) => ({
    rounds,
    sample: async () => {
      const { time, memory } = build(root);
      memories.set(size, [...(memories.get(size) ?? []), memory / 1024]);
      return new Map([[String(size), [time]]]);
    },
  }));
  const times = await interleave(samplers);
  const ratio = valueOf(times, '10000') / valueOf(times, '1000');
  return [
    ...sizes.map((size): Result => ({
      section: 'build',
      name: named(size),
      value: valueOf(times, String(size)),
      unit: 'ms',
    })),
    { section: 'build', name: '10,000 requests over 1,000', value: ratio, unit: '×', budget: 11 },
    ...sizes.map((size): Result => ({
      section: 'build, peak memory',
      name: named(size),
      value: median(memories.get(size) ?? []),
      unit: 'MB',
    })),
  ];
};

/** Builds projects of 100, 1,000 and 10,000 requests. */
export const measureBuildTime = async (rounds: number): Promise<Result[]> => {
  const projects = sizes.map((size) => [size, projectOf(size)] as const);
  try {
    return await measureIn(new Map(projects.map(([size, { root }]) => [size, root])), rounds);
  } finally {
    for (const [, project] of projects) project.remove();
  }
};
