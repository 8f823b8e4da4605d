/** `--coverage` of `postsmith run`. */

import { descriptionOf } from '../model/described.ts';
import type { PostmanEnvironment } from '../format/environment.ts';
import { coverageOf, formatCoverage, touchedShare } from '../report/coverage.ts';
import type { RunReport } from '../report/run-report.ts';
import type { ResolvedRun } from '../run/resolve-run.ts';
import { fillPlaceholders } from '../values/placeholders.ts';
import { usage } from './arguments.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';

/** The options, as the command declares them. */
export const coverageOptions = [
  {
    name: 'coverage',
    description:
      "Say which operations, statuses and parameters of the API's description the run has touched.",
  },
  {
    name: 'coverage-threshold',
    value: '<percent>',
    description: 'With less of the operations touched, the run fails. Implies --coverage.',
  },
] satisfies CommandModule['options'];

type Named = Parameters<typeof usage>[0];

/** What is wanted: the least percentage of operations; undefined where nothing is. */
export const wantedCoverage = (command: Named, options: CommandInput['options']): number | undefined => {
  const given = options.get('coverage-threshold')?.[0];
  if (given === undefined) return options.has('coverage') ? 0 : undefined;
  const percent = Number(given);
  if (given.trim() !== '' && percent >= 0 && percent <= 100) return percent;
  throw usage(command, `--coverage-threshold takes a percentage, 0 to 100, not ‘${given}’.`);
};

/**
 * What shows the coverage of a run, and says whether it is enough.
 *
 * @throws PostsmithError USAGE where nothing describes the API
 */
export const coverageCheck = (
  command: Named,
  least: number | undefined,
  { declared, name }: ResolvedRun,
  environment: PostmanEnvironment,
): ((report: RunReport, context: Pick<CommandContext, 'out'>) => boolean) => {
  if (least === undefined) return () => true;
  const description = declared === undefined ? undefined : descriptionOf(declared.collection);
  if (description === undefined) {
    throw usage(
      command,
      `--coverage needs a collection of this project that is made of the API's description; nothing describes the API of ${name}.`,
    );
  }
  const values = Object.fromEntries(environment.values.map(({ key, value }) => [key, value]));
  // Servers have variables in their addresses.
  const base = fillPlaceholders(fillPlaceholders(values['base_url'] ?? '', values), values);
  return ({ requests }, { out }) => {
    const coverage = coverageOf(description, requests, base);
    const share = touchedShare(coverage);
    out(`\n${formatCoverage(coverage)}`);
    if (share >= least) return true;
    out(`\n${Math.floor(share)} % of the operations were touched, and ${least} % must be.\n`);
    return false;
  };
};
