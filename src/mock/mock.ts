/** What `verify` needs of the server that plays the authorization server and the API. */

import type { CollectionDeclaration } from '../model/collection.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import type { InteractionPages } from './authorization-server/options.ts';
import type { LoginWay } from './login/way.ts';

export interface MockOptions {
  readonly collection: CollectionDeclaration;
  /** Its variables tell which host or base-URL variables to point at the mock. */
  readonly environment: EnvironmentDeclaration | undefined;
  /** Seconds that issued tokens live, or JWTs that are bearer tokens themselves; default 3600, or what is declared. */
  readonly tokenLifetime?: number;
  /** For the authorization code grant: which of its two ways the values log in; default: the refresh token. */
  readonly way?: LoginWay;
  /**
   * Values that win over what the mock would choose, such as `allow_changes`. A client id or secret among them is the
   * one that the server knows; an empty secret that is optional makes the client a public one.
   */
  readonly extraValues?: Readonly<Record<string, string>>;
  /** The pages on which a person signs in; the mock's own unless given. */
  readonly pages?: InteractionPages;
}

/** A request that reached the API part of the mock. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The status that the mock answered. */
  readonly status: number;
  /** Why it was refused, as a sentence. */
  readonly problem?: string;
}

/**
 * A token request that reached the authorization server; or, where the client signs its bearer tokens itself, such a token
 * when it first reached the API.
 */
export interface TokenRequest {
  /** HTTP status of the answer. */
  readonly status: number;
  /** OAuth `error`, when refused. */
  readonly error?: string;
  /** OAuth `error_description`, when refused. */
  readonly description?: string;
}

/** A login of the mock's own making: `valid`, or wrong in exactly one respect. */
export type Probe =
  | 'valid'
  | 'expired-assertion'
  | 'reused-jti'
  | 'wrong-audience'
  | 'wrong-key'
  | 'too-long-lived'
  | 'missing-key-id'
  | 'wrong-type'
  | 'wrong-secret'
  | 'no-secret'
  | 'unknown-client'
  | 'used-refresh-token'
  | 'unknown-refresh-token'
  | 'unknown-scope'
  | 'missing-parameter'
  | 'no-pkce';

/** Where a run tells the mock which refresh token its environment holds; no request of a collection goes there. */
export const REPORT_PATH = '/postsmith/refresh-token';
export const REPORT_HEADER = 'postsmith-refresh-token';

/** What can be wrong with the values that a collection logs in with, or with what it declares. */
export type Flaw = 'wrong-key' | 'wrong-secret' | 'used-refresh-token' | 'wrong-audience';

/** A running mock. Loopback only, TLS with a throw-away certificate authority, a random port. */
export interface Mock {
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** Path of the PEM file of the throw-away certificate authority; removed by `close`. */
  readonly caFile: string;
  /**
   * The declaration to build and run: every host that is written out in a URL is the mock's, so that nothing leaves the machine.
   * The very same object as was given when no host is written out, so that the committed artifact can be run as it is.
   */
  readonly collection: CollectionDeclaration;
  /** Environment values with which the collection logs in here: hosts, client id, fresh keys, secrets and refresh tokens, … */
  readonly values: Readonly<Record<string, string>>;
  /** In the order of their answers, without the mock's own probes. */
  readonly tokenRequests: readonly TokenRequest[];
  /** In the order of their answers. */
  readonly apiRequests: readonly ApiRequest[];
  /** Makes every access token issued so far invalid, as a revocation does. */
  revokeTokens(): Promise<void>;
  /** From now on these scope tokens are not granted, nor does any token have them. */
  withholdScope(tokens: readonly string[]): void;
  /** The refresh token that the token endpoint issued last; undefined = none yet. */
  lastRefreshToken(): string | undefined;
  /** The refresh token that a run told last in the header `REPORT_HEADER` of a request for `REPORT_PATH`. */
  reportedRefreshToken(): string | undefined;
  /** Calls back before each API request is judged, with its index from 0: a hook for mid-run events. */
  onApiRequest(listener: (index: number) => void | Promise<void>): void;
  /**
   * What the variable of the key is to hold for a key of the right type that the server does not know.
   * @throws PostsmithError USAGE when the collection signs nothing.
   */
  strangeKey(): string;
  /** From now on another audience is demanded than the collection declares. */
  demandOtherAudience(): void;
  /**
   * Sees to it that every login fails for this reason; answers the values to log in with.
   * @throws PostsmithError USAGE when the collection can't have such a flaw.
   */
  spoil(flaw: Flaw): Promise<Readonly<Record<string, string>>>;
  /** Those that make sense for the way the collection logs in, `valid` first. */
  readonly probes: readonly Probe[];
  /**
   * Logs in with requests of its own making, past every engine; answers what was refused and what was not.
   * @throws PostsmithError USAGE when the collection has no authorization.
   */
  probe(kind: Probe): Promise<TokenRequest>;
  /** Stops listening, ends open connections, removes its files. */
  close(): Promise<void>;
}
