/** What `verify` needs of the server that plays the authorization server and the API. */

import type { CollectionDeclaration, EnvironmentDeclaration } from '../declare/model.ts';

export interface MockOptions {
  readonly collection: CollectionDeclaration;
  /** Its variables tell which host or base-URL variables to point at the mock. */
  readonly environment: EnvironmentDeclaration | undefined;
  /** Seconds that issued tokens live; default 3600. */
  readonly tokenLifetime?: number;
  /** Values that win over what the mock would choose, such as `allow_changes`. */
  readonly extraValues?: Readonly<Record<string, string>>;
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

/** A token request that reached the authorization server. */
export interface TokenRequest {
  /** HTTP status of the answer. */
  readonly status: number;
  /** OAuth `error`, when refused. */
  readonly error?: string;
  /** OAuth `error_description`, when refused. */
  readonly description?: string;
}

/** A client assertion of the mock's own making: `valid`, or wrong in exactly one respect. */
export type Probe =
  | 'valid'
  | 'expired-assertion'
  | 'reused-jti'
  | 'wrong-audience'
  | 'wrong-key'
  | 'unknown-client'
  | 'too-long-lived';

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
  /** Environment values with which the collection logs in here: hosts, client id, a fresh private key, … */
  readonly values: Readonly<Record<string, string>>;
  /** In the order of their answers, without the mock's own probes. */
  readonly tokenRequests: readonly TokenRequest[];
  /** In the order of their answers. */
  readonly apiRequests: readonly ApiRequest[];
  /** Makes every token issued so far invalid, as a revocation does. */
  revokeTokens(): Promise<void>;
  /** Calls back before each API request is judged, with its index from 0: a hook for mid-run events. */
  onApiRequest(listener: (index: number) => void | Promise<void>): void;
  /**
   * A private key (PEM) that the server does not know, of the right type.
   * @throws PostsmithError USAGE when the collection has no authorization.
   */
  strangeKey(): string;
  /** From now on the token endpoint demands another audience than the collection declares. */
  demandOtherAudience(): void;
  /**
   * Sends assertions of its own making straight to the token endpoint; answers what was refused and what was not.
   * @throws PostsmithError USAGE when the collection has no authorization.
   */
  probe(kind: Probe): Promise<TokenRequest>;
  /** Stops listening, ends open connections, removes its files. */
  close(): Promise<void>;
}
