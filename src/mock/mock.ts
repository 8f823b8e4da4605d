/** What `verify` needs of the server that plays the authorization server and the API. */

import type { CollectionDeclaration, EnvironmentDeclaration } from '../declare/model.ts';

export interface MockOptions {
  readonly collection: CollectionDeclaration;
  /** Its variables tell which host or base-URL variables to point at the mock. */
  readonly environment: EnvironmentDeclaration | undefined;
  /** Seconds that issued tokens live; default 3600. */
  readonly tokenLifetime?: number;
}

/** A request that reached the API part of the mock. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The status that the mock answered. */
  readonly status: number;
}

/** A token request that reached the authorization server. */
export interface TokenRequest {
  /** HTTP status of the answer. */
  readonly status: number;
  /** OAuth `error`, when refused. */
  readonly error?: string;
}

/** A running mock. Loopback only, TLS with a throw-away certificate authority, a random port. */
export interface Mock {
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** Path of the PEM file of the throw-away certificate authority; removed by `close`. */
  readonly caFile: string;
  /** Environment values with which the collection logs in here: hosts, client id, a fresh private key, … */
  readonly values: Readonly<Record<string, string>>;
  readonly tokenRequests: readonly TokenRequest[];
  readonly apiRequests: readonly ApiRequest[];
  /** Makes every token issued so far invalid, as a revocation does. */
  revokeTokens(): Promise<void>;
  /** Calls back before each API request is judged, with its index from 0: a hook for mid-run events. */
  onApiRequest(listener: (index: number) => void | Promise<void>): void;
  /** A private key (PEM) that the server does not know, of the right type. */
  strangeKey(): string;
  /** From now on the token endpoint demands another audience than the collection declares. */
  demandOtherAudience(): void;
  /** Sends assertions of its own making straight to the token endpoint; answers what was refused and what was not. */
  probe(
    kind: 'expired-assertion' | 'reused-jti' | 'wrong-audience' | 'wrong-key' | 'valid',
  ): Promise<TokenRequest>;
  /** Stops listening, ends open connections, removes its files. */
  close(): Promise<void>;
}
