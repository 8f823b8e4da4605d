/** What `verify` needs of the server that plays the authorization server and the API. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CollectionDeclaration } from '../model/collection.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import type { InteractionPages, TokenRequest } from './authorization-server/options.ts';

export type { TokenRequest } from './authorization-server/options.ts';
import type { TokenJudge } from './bearer.ts';
import type { Values } from '../values/placeholders.ts';

export interface MockOptions {
  readonly collection: CollectionDeclaration;
  /** Its variables tell which host or base-URL variables to point at the mock. */
  readonly environment: EnvironmentDeclaration | undefined;
  /** Seconds that issued tokens live; default 3600. */
  readonly tokenLifetime?: number;
  /** Place, among those of the collection, of the identity that a check looks at; default: the first. */
  readonly identity?: number;
  /** Title of the way in which that identity's values log in, where there are several; default: the first. */
  readonly way?: string;
  /**
   * Values that win over what the mock would choose, such as `allow_changes`. A client id or secret among them is the
   * one that the server knows; an empty secret that is optional makes the client a public one.
   */
  readonly extraValues?: Values;
  /** The pages on which a person signs in; the mock's own unless given. */
  readonly pages?: InteractionPages;
}

/** A request that reached the API part of the mock. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The status of the mock's response. */
  readonly status: number;
  /** Why it was rejected, as a sentence. */
  readonly problem?: string;
}

/** Where a run tells the mock which refresh token its environment holds; no request of a collection goes there. */
export const REPORT_PATH = '/postsmith/refresh-token';
export const REPORT_HEADER = 'postsmith-refresh-token';

/** What can be wrong with the values that a collection logs in with, or with what it declares. */
export type Flaw = 'wrong-key' | 'wrong-secret' | 'wrong-parameter' | 'used-refresh-token' | 'wrong-audience';

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
  /** Environment values with which the collection logs in here: hosts, client id, keys, secrets and refresh tokens, … */
  readonly values: Values;
  /** Of them what the ways that were not chosen would log in with. */
  readonly otherCredentials: Values;
  /** Values of keys that the server does not know, by the variables of those that it knows. */
  readonly strangeValues: Values;
  /** In the order of their responses. */
  readonly tokenRequests: readonly TokenRequest[];
  /** In the order of their responses. */
  readonly apiRequests: readonly ApiRequest[];
  /** Makes every access token issued so far invalid, as a revocation does. */
  revokeTokens(): void;
  /** From now on these scope tokens are not granted, nor does any token have them. */
  withholdScope(tokens: readonly string[]): void;
  /** The refresh token that the token endpoint issued last; undefined = none yet. */
  lastRefreshToken(): string | undefined;
  /** The refresh token that a run told last in the header `REPORT_HEADER` of a request for `REPORT_PATH`. */
  reportedRefreshToken(): string | undefined;
  /** Calls back before each API request is judged, with its index from 0: a hook for mid-run events. */
  onApiRequest(listener: (index: number) => void | Promise<void>): void;
  /**
   * Sees to it that every login fails for this reason; returns the values to log in with.
   * @throws PostsmithError USAGE when the collection can't have such a flaw.
   */
  spoil(flaw: Flaw): Promise<Values>;
  /** Stops listening, ends open connections, removes its files. */
  close(): Promise<void>;
}

/** The part of a mock at which its client logs in. */
export interface LoginServer extends TokenJudge, Pick<Mock, 'withholdScope' | 'lastRefreshToken'> {
  /** Path of the token endpoint; undefined where no server is asked. */
  readonly tokenPath?: string;
  /** Responds to a request that is for a login; false = it is for the API. */
  respond(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  revokeTokens(): void;
  /** From now on another audience is demanded than the collection declares. */
  demandOtherAudience(): void;
  /** A refresh token, as if a person had signed in; `used` = it was used once already. */
  issueRefreshToken(state?: 'used'): Promise<string>;
}
