/** The parts of a login: functions that only some declared authorizations need. A program holds those that its own does. */

import type { Attempt } from './attempt.ts';
import type {
  ClientAuthenticationConfiguration,
  LoginConfiguration,
  WayConfiguration,
} from './configuration.ts';
import type { CertificateHeader, JwtSettings, SigningAlgorithm } from './jwt/content.ts';
import type { Signer } from './jwt/sign/signer.ts';
import type { PrivateKey, Wanted } from './keys/key.ts';
import type { DecryptKey } from './keys/pbes2.ts';
import type { LoginFailure } from './login-failure.ts';

/** A token request while it is made. */
export interface TokenRequest {
  readonly parameters: Record<string, string | readonly string[]>;
  readonly headers: Record<string, string>;
}

/** Reads at once what it needs and reports what is wrong; returns how to put its part into the request. */
export type ClientAuthenticationPart = (
  configuration: ClientAuthenticationConfiguration,
  attempt: Attempt,
  parts: LoginParts,
) => Promise<(request: TokenRequest) => void | Promise<void>>;

/** Reads at once what a JWT needs, and returns how to make it. `isClient`: it authenticates the client. */
export type JwtPart = (
  settings: JwtSettings,
  attempt: Attempt,
  parts: LoginParts,
  isClient: boolean,
) => Promise<() => Promise<string>>;

/** Makes the hash of bytes. */
export type Digest = (hash: 'SHA1' | 'SHA256', bytes: Uint8Array) => Uint8Array;

/** Makes headers of a certificate. */
type CertificatePart = (
  pem: string,
  headers: readonly CertificateHeader[],
  digest: Digest,
  key?: PrivateKey,
) => Readonly<Record<string, unknown>>;

/** Reads a key as people paste it. @throws KeyProblem that says what was given instead */
export type KeyReader = (text: string, wanted: Wanted, decrypt?: DecryptKey) => PrivateKey;

/** What a JWT needs and Postman and the command line make each in its own way. */
export interface JwtTools {
  readonly decrypt: DecryptKey;
  readonly digest: Digest;
  /** Makes a `jti`. @param keyedHash an HMAC under the key, where there is no secure random source */
  uniqueId(keyedHash: (message: Uint8Array) => Uint8Array): string;
}

/** What a module of signers exports. */
type Signers = { readonly [Algorithm in SigningAlgorithm]?: Signer };

/** All parts; those that nobody needs are absent. */
export interface LoginParts {
  readonly clientAuthentications: { readonly [method: string]: ClientAuthenticationPart };
  readonly jwt?: JwtPart;
  readonly jwtTools?: JwtTools;
  readonly readPrivateKey?: KeyReader;
  readonly readSharedSecret?: KeyReader;
  /** The code of an algorithm runs only when a token is fetched. */
  readonly signers: { readonly [Algorithm in SigningAlgorithm]?: () => Promise<Signers> };
  readonly certificateHeaders?: CertificatePart;
  /** Called where a person may bring the token, and there is neither one nor an open way to one. */
  readonly standAside?: (configuration: LoginConfiguration) => void;
  /** Understands the variable of a host; returns what is wrong with it, as a sentence. */
  readonly settleHost?: (name: string) => string | undefined;
  /** Makes one failure of those of several ways. */
  readonly tellTogether?: (
    failures: readonly LoginFailure[],
    ways: readonly WayConfiguration[],
  ) => LoginFailure;
  /** Writes the parameters of a token request; a form unless given. */
  readonly encode?: (parameters: TokenRequest['parameters']) => string;
}
