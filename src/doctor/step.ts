/** A step of the examination: what it looks at, what it may find, and what steps hand on to each other. */

import type { PostmanEnvironment } from '../format/environment.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import type { AuthorizedRequest } from '../model/identities.ts';
import type { Authorization } from '../oauth/grants.ts';
import type { ExchangeReport, Failure } from '../report/run-report.ts';
import type { LoginConfiguration, WayConfiguration } from '../../scripts/login/configuration.ts';
import type { Values } from '../values/placeholders.ts';

/** What is wrong, for programs that read `--json`. */
export type Cause =
  | 'variable'
  | 'key-unreadable'
  | 'wrong-key'
  | 'key-of-another-client'
  | 'client-certificate'
  | 'host-not-found'
  | 'server-down'
  | 'proxy'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-self-signed'
  | 'certificate-unknown-authority'
  | 'certificate-wrong-name'
  | 'tls'
  | 'clock'
  | 'metadata'
  | 'wrong-audience'
  | 'assertion'
  | 'unknown-client'
  /** The server rejects the client, and does not say why. */
  | 'client-rejected'
  | 'grant'
  | 'missing-scope'
  | 'wrong-path'
  | 'refresh-token'
  | 'permission'
  | 'token-rejected'
  | 'server'
  | 'other';

/** JSON, for `--json`. */
export type Details = Readonly<Record<string, unknown>>;

/** What a step has found. */
export interface Finding {
  readonly outcome: 'ok' | 'warning' | 'error' | 'skipped';
  /** One line of whole sentences; nothing of it is a secret. */
  readonly message: string;
  /** How to mend it. */
  readonly mend?: string;
  readonly cause?: Cause;
  /** True for a warning that becomes the error when the server rejects the login without saying why. */
  readonly isSuspect?: true;
  /** True for a rejection that leaves open what is wrong. */
  readonly isVague?: true;
  readonly details?: Details;
}

/** What is examined. */
export interface Subject {
  /** As they were named. */
  readonly names: { readonly collection: string; readonly environment: string };
  readonly collection: CollectionDeclaration;
  readonly authorization: Authorization;
  /** The other logins of the collection. */
  readonly others: readonly Authorization[];
  readonly login: LoginConfiguration;
  /** The way in which it logs in; where only a person can, the way whose client that person signs in with. */
  readonly way: WayConfiguration;
  /** Why no token is asked for, as whole sentences; absent = one is, or a live one is at hand. */
  readonly withoutLogin?: string;
  /** With all values filled in. */
  readonly environment: PostmanEnvironment;
  readonly values: Values;
  /** The token endpoint, or where there is none the address of the API; '' where a variable of it is empty. */
  readonly address: string;
  /** The request that is sent with the token. */
  readonly request: AuthorizedRequest | undefined;
  readonly caFile: string | undefined;
  /** Milliseconds for one request. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** The process environment: the proxies that it names. */
  readonly process: Readonly<Record<string, string | undefined>>;
  /** Makes a server's text fit for a message: one line, no secret, at most as many characters; 300 unless given. */
  show(text: string, limit?: number): string;
  /** From now on it is printed nowhere. */
  hide(secret: string): void;
  /** Stores what the login has renewed of a session. */
  readonly onVariables?: (changes: Values) => void;
}

/** What earlier steps have found out. */
export interface Facts {
  /** RFC 7638; absent for a shared secret. */
  thumbprint?: string;
  /** The variable that holds the key. */
  keyVariable?: string;
  /** Seconds by which the server's clock is ahead of ours. */
  clock?: number;
  /** Fields of the server's metadata. */
  metadata?: Readonly<Record<string, unknown>>;
  /** True or false where the client's published keys could be read. */
  isPublished?: boolean;
  /** Header and claims of what was signed. */
  assertion?: { readonly header: Details; readonly claims: Details };
  /** The login, once it was tried. */
  run?: Attempted;
}

/** What came of the login and of the request that it is for. */
export interface Attempted {
  /** The variables that the login has set. */
  readonly changed: Values;
  readonly failures: readonly Failure[];
  /** The token request; absent when none was sent. */
  readonly token?: ExchangeReport;
  /** The collection's request; absent when it was not sent. */
  readonly api?: ExchangeReport;
  /** True: a response was so long, or took so long, that it was ended. */
  readonly isEndless: boolean;
}

/** One of the steps, in the order of `STEPS`. */
export interface Step {
  readonly name: string;
  /** What a person reads: `The key`. */
  readonly title: string;
  /** Names of the steps without whose success it can't be done. */
  readonly needs: readonly string[];
  examine(subject: Subject, facts: Facts): Promise<Finding>;
}

/** Nothing to look at. */
export const skip = (message: string): Finding => ({ outcome: 'skipped', message });
