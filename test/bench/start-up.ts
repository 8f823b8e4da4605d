/** How much longer `postsmith --help` takes than Node needs to start at all. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { interleave, valueOf, type Sampler } from './measure.ts';
import type { Result } from './result.ts';

const cli = join(import.meta.dirname, '../../dist/src/cli.js');

const wallTime = (name: string, rounds: number, ...parameters: string[]): Sampler => ({
  rounds,
  sample: async () => {
    const begun = performance.now();
    execFileSync(process.execPath, parameters, { stdio: 'ignore', timeout: 30_000 });
    return new Map([[name, [performance.now() - begun]]]);
  },
});

/** Starts both in turn. */
export const measureStartUp = async (rounds: number): Promise<Result[]> => {
  const [node, help] = ['node -e 0', 'postsmith --help'] as const;
  const times = await interleave([wallTime(node, rounds, '-e', '0'), wallTime(help, rounds, cli, '--help')]);
  const section = 'start-up';
  return [
    { section, name: node, value: valueOf(times, node), unit: 'ms' },
    { section, name: help, value: valueOf(times, help), unit: 'ms' },
    {
      section,
      name: `${help} over ${node}`,
      value: valueOf(times, help) / valueOf(times, node),
      unit: '×',
      budget: 1.6,
    },
  ];
};
