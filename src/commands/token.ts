/** `postsmith token`: the access token of a collection's login, for every other program that sends requests. */

import { PostsmithError, type ErrorCode } from '../errors.ts';
import { tokenHeader } from '../run/login-headers.ts';
import type { ResolvedToken } from '../run/resolve-login.ts';
import type { AccessToken, Asked } from './access-token.ts';
import { optionOf, pathOf, usage } from './arguments.ts';
import { projectFolder } from '../project/project-folder.ts';
import { runChild } from './child.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { authorityFileOf, caOption } from './connection-options.ts';
import { printJson } from './json.ts';
import { describeError } from './tell-error.ts';
import { envFileOf, fill, valuesOption } from './environment-values.ts';

/** Codes of errors that say that there is no token. */
const NOBODY = new Set<ErrorCode>(['SIGN_IN_FAILED', 'SESSION_BUSY']);
/** The variable in which a child gets the token. */
const CHILD_VARIABLE = 'ACCESS_TOKEN';

/** What `--json` prints. Where there is no token, that is the error, and the exit code is 1. */
export interface TokenJson {
  readonly token_type: string;
  readonly access_token: string;
  /** Unix time in seconds up to which it is used; null where nobody said. */
  readonly expires_at: number | null;
  readonly scope: string | null;
}

const command = {
  name: 'token',
  parameters: '<collection> -e <environment> [options]',
  description: `Prints an access token that lives, and a line feed: for curl, HTTPie, .http files, Hurl, k6 and whatever else sends
requests. The collection's own login gets it. Values come from where \`postsmith run\` takes them: the process environment,
and the file of --values.

A token is kept in .postsmith/cache/<collection>/<environment>.json, which only you can read, and which git ignores. It
is used again while it has half a minute left, or half of its life if that is less, and only for what it was asked for
with: for another secret, key, scope or host, another one is asked for. However many processes ask at once, one asks
the server. Where a person must sign in, the session of \`postsmith login\` is used, and renewed.

The command of --exec gets the environment that this one was started with, and the token as ${CHILD_VARIABLE}; nothing of the
file of --values. It goes to a shell. Signals go to it, and its exit code is the one of this command.`,
  exitCodes: {
    0: 'done',
    1: 'there is no token',
    2: 'the input is wrong, nothing was sent',
  },
  examples: [
    { what: 'Print a token', command: 'postsmith token orders -e lab' },
    {
      what: 'Print the header, which curl -H @- reads from a pipe',
      command: 'postsmith token orders -e lab --header',
    },
    { what: 'Give it to k6', command: 'postsmith token orders -e lab --exec "k6 run load.js"' },
  ],
  json: {
    prints:
      'token_type, access_token, expires_at (Unix time in seconds, or null) and scope (or null), the token included',
  },
  options: [
    {
      name: 'environment',
      short: 'e',
      value: '<environment>',
      description: 'The environment to log in for.',
    },
    valuesOption,
    {
      name: 'identity',
      value: '<name>',
      description: 'Of several identities of the collection the one whose token it is.',
    },
    { name: 'header', description: 'Print the header that carries the token: Authorization: Bearer …' },
    {
      name: 'exec',
      value: '<command>',
      description: `Print nothing; run the command with the token in its environment, as ${CHILD_VARIABLE}.`,
    },
    { name: 'fresh', description: 'Ask for a new token, also where one is kept.' },
    caOption,
  ],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

const FORMS = ['header', 'json', 'exec'] as const;

const formOf = ({ options }: CommandInput): (typeof FORMS)[number] | undefined => {
  const [form, other] = FORMS.filter((name) => options.has(name));
  if (other === undefined) return form;
  throw usage(command, `Choose one of --${form} and --${other}.`);
};

const execute = async (input: CommandInput, context: CommandContext): Promise<number> => {
  const startedAt = Date.now();
  // As it was given: a declaration may load more into it.
  const environment = { ...context.environment };
  const form = formOf(input);
  const caFile = await authorityFileOf(input, context);
  const { resolveToken } = await import('../run/resolve-login.ts');
  const resolved = await resolveToken(context.folder, {
    collection: input.positionals[0],
    environment: optionOf(input, 'environment'),
    identity: optionOf(input, 'identity'),
  });
  const token = await tokenFor(resolved, input, context, { startedAt, caFile });
  if (token === undefined) return 1;
  if (form === 'exec')
    return runChild(
      optionOf(input, 'exec') ?? '',
      { ...environment, [CHILD_VARIABLE]: token.accessToken },
      context,
    );
  context.reveal(`${printed(form, resolved, token)}\n`);
  return 0;
};

/** Undefined where there is none; then it was told why. */
const tokenFor = async (
  resolved: ResolvedToken,
  input: CommandInput,
  context: CommandContext,
  given: Pick<Asked, 'startedAt' | 'caFile'>,
): Promise<AccessToken | undefined> => {
  // A credential helper is called often: where values come from is told when somebody is asked.
  const said: string[] = [];
  const envFile = await envFileOf(pathOf(input, 'values', context), projectFolder(context.folder));
  const environment = await fill(resolved.environment, envFile, {
    ...context,
    talk: (text) => said.push(text),
  });
  const [{ accessTokenOf }, { placeholderValues }] = await Promise.all([
    import('./access-token.ts'),
    import('../session/open-session.ts'),
  ]);
  try {
    return await accessTokenOf(
      {
        ...resolved,
        environment,
        values: placeholderValues(resolved.collection, environment),
        ...given,
        isFresh: input.options.has('fresh'),
        onAsk: () => said.splice(0).forEach((text) => context.talk(text)),
      },
      context,
    );
  } catch (error) {
    // Nobody got a token, which is not the same as a wrong input.
    if (!(error instanceof PostsmithError) || !NOBODY.has(error.code)) throw error;
    context.talk([error.message, ...error.problems.map((problem) => `  ${problem}`), ''].join('\n'));
    if (input.options.has('json')) printJson(describeError(error, context), context);
    return undefined;
  }
};

const printed = (
  form: 'header' | 'json' | undefined,
  { authorization }: ResolvedToken,
  { accessToken, scope, expires }: AccessToken,
): string => {
  if (form === undefined) return accessToken;
  if (form === 'header')
    return Object.entries(tokenHeader(authorization, accessToken))
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  const content: TokenJson = {
    token_type: authorization.header?.prefix ?? 'Bearer',
    access_token: accessToken,
    expires_at: Number.isNaN(expires) ? null : expires,
    scope: scope === '' ? null : scope,
  };
  return JSON.stringify(content, null, 2);
};

/** The command `token`. */
export const tokenCommand: CommandModule = { ...command, run: execute };
