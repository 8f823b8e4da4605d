/** What a project declares an authorization with (RFC 6749, 7521, 7523, 7636). */

export * from './client-authentications.ts';
export type { AuthorizationBase, TokenEndpointBase, TokenHeader, TokenVariables } from './grant.ts';
export * from './grants.ts';
export { asIdentity } from './identity.ts';
export type { Provider } from './provider.ts';
export {
  signedJwt,
  type Audience,
  type Certificate,
  type CertificateHeader,
  type JwtOptions,
  type JwtSettings,
  type KeyFile,
  type SignedJwt,
  type SigningAlgorithm,
} from './signed-jwt.ts';
