/** Header and claims of a JWT, from its settings (RFC 7515 §4, RFC 7519 §4, RFC 7523 §3). Every JWT of the tool is made here. */
/** JWS algorithms (RFC 7518 §3.1, RFC 8037 §3.1); `EdDSA` means Ed25519. */
export const signingAlgorithms = [
    'HS256',
    'HS384',
    'HS512',
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
];
/** Fills the placeholders in all texts of a JSON value. */
export function fillJson(value, fill) {
    if (typeof value === 'string')
        return fill(value);
    if (Array.isArray(value))
        return value.map((entry) => fillJson(entry, fill));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, fillJson(entry, fill)]));
}
const present = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
/** Returns what is to be signed. */
export function jwtContent(settings, inputs) {
    const { now, client, isClient, fill } = inputs;
    const { issuer, subject, audience, backdate = 0, lifetime } = settings;
    const iss = issuer === undefined ? client : fill(issuer);
    const iat = now - backdate;
    return {
        header: present({
            alg: settings.algorithm,
            typ: settings.type ?? 'JWT',
            kid: inputs.keyId || undefined,
            ...inputs.certificate,
            ...Object(fillJson(settings.header, fill)),
        }),
        claims: present({
            iss,
            sub: isClient ? iss : subject && fill(subject),
            aud: fillJson(audience, fill),
            iat,
            nbf: settings.notBefore ? iat : undefined,
            exp: now + lifetime,
            jti: settings.jti === false ? undefined : inputs.jti,
            scope: (settings.scopeClaim && inputs.scope) || undefined,
            ...Object(fillJson(settings.claims, fill)),
        }),
    };
}
