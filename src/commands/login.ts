/** `postsmith login`: a person signs in with their browser. The tokens go where `postsmith run` takes them from. */

import { PostsmithError, type ErrorCode } from '../errors.ts';
import type { SessionSummary } from '../session/summary.ts';
import type { SessionPlace } from '../session/token-file.ts';
import type { ResolvedLogin } from '../run/resolve-login.ts';
import { optionOf, pathOf, usage, wholeNumberOf } from './arguments.ts';
import { authorizedRequests, isSentAs } from '../model/identities.ts';
import { printJson } from './json.ts';
import { describeError } from './tell-error.ts';
import { isScope } from '../oauth/texts.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { authorityFileOf, caOption } from './connection-options.ts';
import { projectOf } from './project.ts';
import { envFileOf, fill, refuseMissing, valuesOption } from './environment-values.ts';

/** Codes of errors that say that nobody signed in. */
const NOBODY = new Set<ErrorCode>(['SIGN_IN_FAILED', 'SESSION_BUSY']);
/** Seconds. */
const DEFAULT_TIMEOUT = 300;
/** Seconds; nobody waits for longer. */
const LONGEST_TIMEOUT = 86_400;

/** What `--json` prints: never a token. Where nobody signed in, that is the error, and the exit code is 1. */
export type LoginJson =
  | (SessionSummary & {
      readonly collection: string;
      readonly environment: string;
      /** Where the tokens are kept. */
      readonly file: string;
    })
  | { readonly removed: boolean; readonly file: string };

const command = {
  name: 'login',
  parameters: '<collection> -e <environment> [options]',
  description: `For a collection whose authorization is authorizationCode. A browser is opened where there is one, and the address to open
is printed always; it must be opened on this machine, as the browser is sent back to a port of it. The client's id
and secret come from where \`postsmith run\` takes them: the process environment, and the file of --values.

The tokens go into .postsmith/tokens/<collection>/<environment>.json in the project, which only you can read, and which git
ignores. \`postsmith run\` takes them from there, and puts renewed ones back. They are never printed.`,
  exitCodes: {
    0: 'signed in, even when less was granted than asked for',
    1: 'nobody signed in: denied, rejected, not in time, or another sign-in waits',
    2: 'the input is wrong',
  },
  examples: [
    { what: 'Sign in, then run', command: 'postsmith login orders -e lab' },
    {
      what: 'Ask for less than is declared',
      command: 'postsmith login orders -e lab --scope "openid orders.read"',
    },
    { what: 'Remove the tokens', command: 'postsmith login orders -e lab --forget' },
  ],
  json: { prints: 'a summary of the session, without a token; with --forget { removed, file }' },
  options: [
    {
      name: 'environment',
      short: 'e',
      value: '<environment>',
      description: 'The environment to sign in for.',
    },
    valuesOption,
    {
      name: 'identity',
      value: '<name>',
      description: 'Of several identities of the collection the one to sign in as.',
    },
    { name: 'scope', value: '<scope>', description: 'What to ask for, in place of the declared scope.' },
    { name: 'no-browser', description: 'Only print the address.' },
    { name: 'timeout', value: '<seconds>', description: 'How long to wait for you; 300 unless given.' },
    caOption,
    { name: 'forget', description: 'Remove the tokens of the last sign-in instead.' },
  ],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

interface SignInInput extends ResolvedLogin {
  readonly caFile: string | undefined;
  readonly envFile: string | undefined;
  readonly scope: string | undefined;
  /** Seconds. */
  readonly timeout: number;
  readonly isBrowserWanted: boolean;
  readonly isJson: boolean;
  /** As it was named: how to go on. */
  readonly names: string;
}

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  const timeout =
    wholeNumberOf(command, input, 'timeout', { least: 1, most: LONGEST_TIMEOUT, unit: 'seconds' }) ??
    DEFAULT_TIMEOUT;
  const scope = scopeOf(optionOf(input, 'scope'));
  const caFile = await authorityFileOf(input, context);
  // Loaded here, so that --help and a mistake on the command line show at once.
  const { resolveLogin } = await import('../run/resolve-login.ts');
  const [collection] = input.positionals;
  const environment = optionOf(input, 'environment');
  const identity = optionOf(input, 'identity');
  projectOf(context);
  const login: SignInInput = {
    ...(await resolveLogin(context.folder, { collection, environment, identity })),
    caFile,
    envFile: pathOf(input, 'values', context),
    scope,
    timeout,
    isBrowserWanted: !input.options.has('no-browser'),
    isJson: input.options.has('json'),
    names: `${collection ?? ''} -e ${environment ?? ''}`,
  };
  try {
    return await (input.options.has('forget') ? forget(login, context) : signInAndKeep(login, context));
  } catch (error) {
    // Nobody signed in, which is not the same as a wrong input.
    const isNo = error instanceof PostsmithError && NOBODY.has(error.code);
    if (!isNo) throw error;
    context.talk(`${error.message}\n`);
    if (login.isJson) printJson(describeError(error, context), context);
    return 1;
  }
};

const scopeOf = (given: string | undefined): string | undefined => {
  const scope = given?.trim().replaceAll(/ +/g, ' ');
  if (scope === undefined || isScope(scope)) return scope;
  throw usage(
    command,
    `--scope takes scope tokens with blanks between them (RFC 6749 §3.3), not ‘${scope}’.`,
  );
};

const forget = async ({ place, isJson }: SignInInput, context: CommandContext): Promise<0> => {
  const { tokenFileOf, removeTokenFile } = await import('../session/token-file.ts');
  return underLock(place, async () => {
    const removed = removeTokenFile(place);
    const path = tokenFileOf(place);
    if (isJson) printJson({ removed, file: path } satisfies LoginJson, context);
    context.talk(removed ? `Removed ${path}.\n` : `There was nothing to forget: ${path} does not exist.\n`);
  });
};

/** Nobody else may use or renew the same session meanwhile; who does is told, and goes on undisturbed. */
const underLock = async (place: SessionPlace, use: () => Promise<void>): Promise<0> => {
  const [{ describeHolder, tryLock }, { lockFileOf, makeTokenFolder }] = await Promise.all([
    import('../session/lock.ts'),
    import('../session/token-file.ts'),
  ]);
  makeTokenFolder(place);
  const attempt = tryLock(lockFileOf(place), 'login');
  if ('holder' in attempt) {
    throw new PostsmithError(
      'SESSION_BUSY',
      `Not now: ${describeHolder(attempt.holder)} uses the login of ${place.collection} in ${place.environment}. Wait until it has ended, or end it; if there is no such process, remove ${lockFileOf(place)}.`,
    );
  }
  try {
    await use();
    return 0;
  } finally {
    attempt.lock.release();
  }
};

const signInAndKeep = async (login: SignInInput, context: CommandContext): Promise<0> => {
  const { collection, place, authorization, scope } = login;
  const [{ missingForSignIn, sessionSettings }, { placeholderValues }] = await Promise.all([
    import('../session/settings.ts'),
    import('../session/open-session.ts'),
  ]);
  const environment = await fill(
    login.environment,
    await envFileOf(login.envFile, login.place.root),
    context,
  );
  const values = placeholderValues(collection, environment);
  refuseMissing(missingForSignIn(authorization, values));
  const settings = sessionSettings(authorization, values, scope);
  return underLock(place, async () => {
    const [{ signIn }, { tokenFileOf, writeTokenFile }, { sessionSummary, summarizeSession }] =
      await Promise.all([
        import('../session/sign-in.ts'),
        import('../session/token-file.ts'),
        import('../session/summary.ts'),
      ]);
    const { tokenEndpoint, clientId } = settings;
    const tokens = await signIn({
      settings,
      ...(login.caFile !== undefined && { caFile: login.caFile }),
      timeout: login.timeout,
      signal: context.signal,
      onReady: (url) => show(url, login, context),
      onForeign: () => context.talk('A callback of another sign-in was rejected; still waiting for yours.\n'),
      onWarning: (warning) => context.talk(`Warning: ${warning}\n`),
      keep: (granted) =>
        writeTokenFile(place, { ...granted, tokenEndpoint, clientId, loggedInAt: new Date() }),
      onSecret: (_name, value) => context.redactor.add(value),
    });
    const requests = authorizedRequests(collection).filter((request) => isSentAs(request, authorization));
    const session = { tokens, asked: settings.scope, requests, names: login.names };
    if (login.isJson) {
      const { collection: name, environment: where } = place;
      const [file, summary] = [tokenFileOf(place), sessionSummary(session)];
      printJson({ collection: name, environment: where, file, ...summary } satisfies LoginJson, context);
    }
    context.talk(summarizeSession(session));
  });
};

/** The address first: whether a browser opens it, nobody can tell. */
const show = (url: URL, { timeout, isBrowserWanted }: SignInInput, context: CommandContext): void => {
  context.talk(
    `Open this address in a browser on this machine to sign in:\n\n  ${url.href}\n\nWaiting for you, ${timeout} seconds at most; Ctrl-C ends it.\n`,
  );
  if (!isBrowserWanted) return;
  void import('../session/browser.ts')
    .then(({ openBrowser }) => openBrowser(url, context.environment))
    .then((isOpened) => isOpened && context.talk('Your browser should show it by now.\n'));
};

/** The command `login`. */
export const loginCommand: CommandModule = { ...command, run: execute };
