/** `postsmith verify`: the collections against a mock of their API and authorization server. */

import { loadEngine } from '../engines/load-engine.ts';
import { formatFailures } from '../report/failures.ts';
import type { Failure, RequestReport } from '../report/run-report.ts';
import { createProgress, type Progress } from '../report/progress.ts';
import { formatCount, formatSeconds, formatTable, styleOf } from '../report/terminal.ts';
import { printJson } from './json.ts';
import type { Plan } from '../verify/plan.ts';
import type { Verdict } from '../verify/verify-collection.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { enginesOf } from './engine-option.ts';
import { projectOf } from './project.ts';
import type { Engine } from '../engines/engine.ts';

/** What `--json` prints. */
export interface VerifyJson {
  readonly holds: boolean;
  /** One for each collection, way to log in and engine. */
  readonly verdicts: readonly VerdictJson[];
}

interface VerdictJson extends Omit<Verdict, 'checks' | 'failures' | 'reports'> {
  /** The negative side; empty for a collection without authorization. */
  readonly checks: readonly { readonly name: string; readonly holds: boolean }[];
  /** With the request that was sent and its status, where it came so far. */
  readonly failures: readonly (Omit<Failure, 'request'> &
    Partial<Pick<RequestReport, 'method' | 'url' | 'status'>>)[];
}

const command = {
  name: 'verify',
  parameters: '[collection…] [options]',
  description: `Without names, every collection of the project is verified. The mock listens on this machine only, over TLS, with a
throw-away certificate authority, and nothing is written to dist/. No request leaves this machine: where a script of
yours names another server in pm.sendRequest, that server is not reached, and you are told so.

Checked is, for each collection and engine: every declared request is sent, known to the API and gets the response of
its example; every test passes; one token serves the whole run. The mock demands exactly what is declared. Then, where
there is an authorization, the negative side: with a wrong key, secret or audience or a used refresh token nothing is
sent and a test names the reason; a token that expires or is revoked in the middle of a run is renewed, and no request
is lost; a request for which too little scope was granted is not sent. A collection made for people is verified with a
refresh token and, where it declares one, with its service client. Each of these is a run of the collection.`,
  exitCodes: { 0: 'everything holds', 1: 'something does not', 2: 'the input is wrong' },
  examples: [
    { what: 'Verify every collection', command: 'postsmith verify' },
    { what: 'Verify one, on every engine', command: 'postsmith verify orders --engine all' },
  ],
  json: { prints: '{ holds, verdicts }' },
  options: [
    {
      name: 'engine',
      value: '<engine>',
      multiple: true,
      description: 'newman (the default), runtime, postman-cli or all; may be given several times.',
    },
  ],
  maxPositionals: Number.POSITIVE_INFINITY,
} satisfies Omit<CommandModule, 'run'>;

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const names = enginesOf(command, input.options.get('engine'));
  // Loaded here, so that --help and a mistake on the command line are told at once.
  const { plansFor } = await import('../verify/plans.ts');
  const plans = await plansFor(projectOf(context), input.positionals);
  const engines: Engine[] = [];
  // Before the first run: nobody wants to hear after minutes that the last engine is not installed.
  for (const name of names) engines.push(await loadEngine(name));
  const progress = createProgress({ talk: context.talk, ...context.terminal });
  const verdicts: Verdict[] = [];
  for (const plan of plans) {
    for (const engine of engines) verdicts.push(await verify(plan, engine, progress, context));
  }
  const holds = verdicts.every(({ failures }) => failures.length === 0);
  const document = (): VerifyJson => ({ holds, verdicts: verdicts.map(verdictJson) });
  if (input.options.has('json')) printJson(document(), context);
  else {
    context.out(`${tableOf(verdicts)}\n`);
    for (const verdict of verdicts) context.out(heldOf(verdict) + failuresOf(verdict, context));
  }
  return holds ? 0 : 1;
};

const verify = async (
  plan: Plan,
  engine: Engine,
  progress: Progress,
  { signal, redactor }: CommandContext,
): Promise<Verdict> => {
  const { verifyCollection } = await import('../verify/verify-collection.ts');
  const title = `${plan.title} on ${engine.name}`;
  progress.start(title, plan.requests);
  const verdict = await verifyCollection(
    { plan, engine, signal, onSecret: (_name, value) => redactor.add(value) },
    {
      onRequest: progress.request,
      onCheck: (name) => progress.note(name),
    },
  );
  const failed = verdict.failures.length;
  progress.end(failed === 0 ? 'holds' : `${formatCount(failed)} ${failed === 1 ? 'failure' : 'failures'}`);
  return verdict;
};

const verdictJson = ({ checks, failures, reports, ...verdict }: Verdict): VerdictJson => ({
  ...verdict,
  checks: checks.map((check) => ({ name: check.name, holds: check.failures.length === 0 })),
  failures: failures.map(({ request, ...failure }) => {
    const { method, url, status } = reports[request ?? -1] ?? {};
    return {
      ...failure,
      ...(method !== undefined && { method }),
      ...(url !== undefined && { url }),
      ...(status !== undefined && { status }),
    };
  }),
});

const HEAD = [
  'collection',
  'engine',
  'requests',
  'assertions',
  'tokens',
  'negative side',
  'failures',
  'time',
];

const tableOf = (verdicts: readonly Verdict[]): string =>
  formatTable(
    [
      HEAD,
      ...verdicts.map((verdict) => [
        verdict.collection,
        verdict.engine,
        formatCount(verdict.requests),
        formatCount(verdict.assertions),
        formatCount(verdict.tokens),
        negativeSide(verdict),
        formatCount(verdict.failures.length),
        formatSeconds(verdict.duration),
      ]),
    ],
    new Set([2, 3, 4, 5, 6, 7]),
  );

/** `10 of 10`; a dash for a collection without authorization. */
const negativeSide = ({ checks }: Verdict): string =>
  checks.length === 0
    ? '–'
    : `${checks.filter(({ failures }) => failures.length === 0).length} of ${checks.length}`;

/** Hosts beyond this machine that a run asked for. */
const heldOf = ({ collection, engine, held }: Verdict): string =>
  held.length === 0
    ? ''
    : `\n${collection} on ${engine}: a script, or the engine itself, asked for ${held.join(', ')}. Nothing was sent there: verify keeps every request on this machine.\n`;

const failuresOf = (
  { collection, engine, failures, reports }: Verdict,
  { terminal, redactor }: CommandContext,
): string => {
  if (failures.length === 0) return '';
  const style = styleOf(terminal.colours);
  return `\n${style.bold(`${collection} on ${engine}`)}\n\n${formatFailures(failures, { requests: reports, style, width: terminal.width, redact: (text) => redactor.redact(text) })}\n`;
};

/** The command `verify`. */
export const verifyCommand: CommandModule = { ...command, run: execute };
