/** A person's session in `postsmith run`: where its tokens come from, and where renewed ones go. */

import type { AuthorizationCode } from '../oauth/authorization.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import { withValues, type PostmanEnvironment } from '../format/environment.ts';
import type { Engine, EngineInput } from '../engines/engine.ts';
import { PostsmithError } from '../errors.ts';
import { describeHolder } from '../session/lock.ts';
import { missingForSignIn, sessionSettings } from '../session/settings.ts';
import type { Values } from '../values/placeholders.ts';
import { expiryOf, formatTime } from '../session/summary.ts';
import { loginCommandOf, tokenFileOf, type SessionPlace, type Tokens } from '../session/token-file.ts';
import { variableName } from '../values/variable-name.ts';
import {
  openSession,
  placeholderValues,
  sessionPlaceOf,
  tokenValues,
  tokenVariablesOf,
  type OpenSession,
} from '../session/open-session.ts';
import type { DeclaredCollection, ResolvedRun } from '../run/resolve-run.ts';
import type { CommandContext } from './command.ts';
import { refuseMissing } from './environment-values.ts';

/** Milliseconds for which a run waits for another that uses the same session. */
const LONGEST_WAIT = 600_000;
/** Seconds that an access token should still have when nobody can renew it during the run. */
const LONG_ENOUGH = 1800;

/** What a run is given of a session. */
interface RunSession {
  readonly environment: PostmanEnvironment;
  readonly onVariables?: NonNullable<EngineInput['onVariables']>;
  /** Variables of refresh tokens, which a server may let be used once. */
  readonly unshared: readonly string[];
  /** To be called when the run has ended, however it ended. */
  release(): void;
}

interface Run {
  readonly chosen: ResolvedRun;
  readonly environment: PostmanEnvironment;
  readonly engine: Pick<Engine, 'tellsVariables'>;
  readonly caFile: string | undefined;
}

/** An authorization code run whose tokens may come from a session. */
interface PersonRun extends Run {
  readonly authorization: AuthorizationCode;
  readonly place: SessionPlace;
  readonly values: Values;
}

/**
 * Fills the tokens of the sessions of all identities into the environment, unless it has some already.
 *
 * @throws PostsmithError USAGE when a person must sign in first, SESSION_BUSY, SIGN_IN_FAILED
 */
export const useSessions = async (run: Run, context: CommandContext): Promise<RunSession> => {
  const { identities, declared } = run.chosen;
  const used: RunSession[] = [];
  const release = (): void => {
    for (const session of used) session.release();
  };
  let { environment } = run;
  try {
    for (const authorization of identities.filter(isAuthorizationCode)) {
      if (declared === undefined) continue;
      const session = await useSession({ ...run, environment, authorization, declared }, context);
      used.push(session);
      ({ environment } = session);
    }
  } catch (error) {
    release();
    throw error;
  }
  const listeners = used.flatMap(({ onVariables }) => onVariables ?? []);
  return {
    environment,
    unshared: identities.filter(isAuthorizationCode).map((each) => tokenVariablesOf(each).refreshToken),
    release,
    ...(listeners.length > 0 && {
      onVariables: (changes: Values) => {
        for (const listener of listeners) listener(changes);
      },
    }),
  };
};

const useSession = async (
  run: Run & { readonly authorization: AuthorizationCode; readonly declared: DeclaredCollection },
  context: CommandContext,
): Promise<RunSession> => {
  const { environment, authorization, declared } = run;
  const nothing = { environment, unshared: [], release: () => undefined };
  const values = placeholderValues(declared.collection, environment);
  const { accessToken, refreshToken } = tokenVariablesOf(authorization);
  if ([accessToken, refreshToken].some((name) => (values[name] ?? '').trim() !== '')) return nothing;
  const place = sessionPlaceOf(declared.place, authorization, declared.collection);
  const personRun = { ...run, place, values };
  const found = await openSession(authorization, place, values, {
    timeout: LONGEST_WAIT,
    signal: context.signal,
    onWait: (holder) =>
      context.talk(`Waiting for ${describeHolder(holder)}, which uses the same login; 10 minutes at most.\n`),
  });
  if ('session' in found) {
    try {
      return await withSession(personRun, found, context);
    } catch (error) {
      found.release();
      throw error;
    }
  }
  if (found.reason !== undefined) context.talk(`${found.reason}\n`);
  refuseNobody(personRun);
  return nothing;
};

/** Says that a file of tokens is open to others. */
export const warnOfReaders = (file: string, { talk }: Pick<CommandContext, 'talk'>): void =>
  talk(`Warning: other users of this machine can read ${file}, which holds tokens; \`chmod 600\` it.\n`);

const withSession = async (
  run: PersonRun,
  open: OpenSession,
  context: CommandContext,
): Promise<RunSession> => {
  const { authorization, place, environment, engine } = run;
  if (open.readableByOthers) warnOfReaders(tokenFileOf(place), context);
  addSecrets(open.session, context);
  const tokens = engine.tellsVariables ? open.session : await forSilentEngine(run, open, context);
  const filled = tokenValues(authorization, tokens);
  const names = Object.keys(filled).join(', ');
  context.talk(`From the login of ${formatTime(open.session.loggedInAt)}: ${names}.\n`);
  return {
    environment: withValues(environment, filled),
    unshared: [],
    ...(engine.tellsVariables && { onVariables: (changes: Values) => save(run, open, changes, context) }),
    release: open.release,
  };
};

/** An exception here would end the engine, not the run. */
const save = (
  { authorization }: PersonRun,
  open: OpenSession,
  changes: Values,
  context: CommandContext,
): void => {
  const { accessToken, refreshToken } = tokenVariablesOf(authorization);
  for (const name of [accessToken, refreshToken]) context.redactor.add(changes[name] ?? '');
  try {
    open.save(changes);
  } catch (error) {
    const why = error instanceof PostsmithError ? error.message : String(error);
    context.talk(
      `\nWarning: renewed tokens could not be kept, so sign in again before the next run. ${why}\n`,
    );
  }
};

/**
 * An engine that does not hand back what its scripts renewed must not be given a refresh token: a server that rotates
 * them would end the session. Its access token is renewed beforehand instead.
 */
const forSilentEngine = async (
  run: PersonRun,
  open: OpenSession,
  context: CommandContext,
): Promise<Tokens> => {
  const left = (expiryOf(open.session).getTime() - Date.now()) / 1000;
  const isDue = open.session.refreshToken !== '' && !(left > LONG_ENOUGH);
  const tokens = isDue ? await renewSession(run, open, context) : open.session;
  context.talk(
    `This engine does not hand back renewed tokens, so it gets the access token alone, which lives until ${formatTime(expiryOf(tokens))}.\n`,
  );
  open.release();
  return { ...tokens, refreshToken: '' };
};

/**
 * Renews a session that has a refresh token, and puts it back. What is under way is not broken off: a server that rotates
 * refresh tokens would take the old one no more.
 *
 * @throws PostsmithError SIGN_IN_FAILED, USAGE, OUTPUT_FAILED
 */
export const renewSession = async (
  { authorization, values, caFile }: Pick<PersonRun, 'authorization' | 'values' | 'caFile'>,
  open: OpenSession,
  context: CommandContext,
): Promise<Tokens> => {
  refuseMissing(missingForSignIn(authorization, values));
  const { renewTokens } = await import('../session/token-endpoint.ts');
  const settings = sessionSettings(authorization, values, undefined);
  const tokens = await renewTokens(settings, open.session, {
    ...(caFile !== undefined && { caFile }),
    onWarning: (warning) => context.talk(`Warning: ${warning}\n`),
    onSecret: (_name, value) => context.redactor.add(value),
  });
  addSecrets(tokens, context);
  open.replace(tokens);
  context.signal.throwIfAborted();
  return tokens;
};

const addSecrets = ({ accessToken, refreshToken }: Tokens, { redactor }: CommandContext): void => {
  redactor.add(accessToken);
  redactor.add(refreshToken);
};

const named = (variable: string): string => `${variableName(variable)} (${variable})`;

/** @throws PostsmithError USAGE where there is no client that could get tokens without a person */
export const refuseNobody = ({
  authorization,
  place,
  values,
}: Pick<PersonRun, 'authorization' | 'place' | 'values'>): void => {
  const { serviceClient, refreshToken } = authorization;
  const client = serviceClient?.clientId;
  if (client !== undefined && (values[client] ?? '').trim() !== '') return;
  throw new PostsmithError('USAGE', 'Nothing was sent, because nobody has logged in. Do one of these:', {
    problems: [
      `log in: ${loginCommandOf(place)}`,
      `give a refresh token: ${named(refreshToken)}, in the process environment or a file given with --values`,
      ...(client === undefined
        ? []
        : [`give the client that acts without a person: ${named(client)} and its secret`]),
    ],
  });
};
