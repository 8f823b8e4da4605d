/** Scopes: their tokens, and what a granted one lacks (RFC 6749 §3.3). */
/** The tokens of a scope, each once. */
export const scopeTokens = (scope) => [...new Set(scope.split(/\s+/).filter(Boolean))];
/** Tokens of `asked` that `granted` lacks, in their order. */
export function lackingScope(asked, granted) {
    const has = scopeTokens(granted);
    return scopeTokens(asked).filter((token) => !has.includes(token));
}
/**
 * What lacks of the alternative that lacks least, and of two such that of the one of which more is granted. Nothing when one
 * of them is granted, or when there is none.
 */
export const leastLacking = (alternatives, granted) => alternatives
    .map((scope) => ({ size: scopeTokens(scope).length, lacking: lackingScope(scope, granted) }))
    .sort((one, other) => one.lacking.length - other.lacking.length || other.size - one.size)[0]?.lacking ??
    [];
/** What a server granted, without anything that is no scope token or that Postman would expand. Some servers write commas. */
export const grantedScope = (scope) => scopeTokens(scope.replace(/,/g, ' '))
    .filter((token) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(token) && !/[{}]/.test(token))
    .join(' ');
