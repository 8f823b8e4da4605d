/** JWTs for probes: as declared, or wrong in one respect. */

import { randomUUID } from 'node:crypto';
import type { SignedDemands } from '../authorization-server/options.ts';
import type { ClientKey } from '../keys.ts';
import { type Members, signJwt } from '../jwt/sign.ts';
import type { Probe } from '../mock.ts';

const validClaims = ({ demands }: SignedDemands): Members => {
  const now = Math.floor(Date.now() / 1000);
  const iat = now - demands.backdate;
  return {
    ...demands.claims,
    iat,
    exp: now + Math.min(60, demands.lifetime),
    ...(demands.notBefore && { nbf: iat }),
    ...(demands.jti && { jti: randomUUID() }),
  };
};

const changedClaims = (kind: Probe, claims: Members): Members => {
  const now = Math.floor(Date.now() / 1000);
  switch (kind) {
    case 'expired-assertion':
      return { ...claims, exp: now - 1 };
    case 'wrong-audience':
      return { ...claims, aud: `${String(claims['aud'])}?other` };
    case 'too-long-lived':
      return { ...claims, exp: now + 3 * 3600 };
    case 'unknown-client': {
      const iss = `unknown-${randomUUID()}`;
      return { ...claims, iss, ...(claims['sub'] === claims['iss'] && { sub: iss }) };
    }
    default:
      return claims;
  }
};

const changedHeader = (kind: Probe, { kid, ...header }: Members): Members => ({
  ...header,
  ...(kid !== undefined && kind !== 'missing-key-id' && { kid }),
  ...(kind === 'wrong-type' && { typ: 'other+jwt' }),
});

/** Signs a JWT that is as demanded but for what the probe is about. */
export const probeJwt = (kind: Probe, signed: SignedDemands, strangeKey: ClientKey): string =>
  signJwt(
    changedHeader(kind, signed.demands.header),
    changedClaims(kind, validClaims(signed)),
    kind === 'wrong-key' ? strangeKey : signed.key,
  );
