/** Scopes: their tokens, and what a granted one lacks (RFC 6749 §3.3). */
/** The tokens of a scope, each once. */
export declare const scopeTokens: (scope: string) => string[];
/** Tokens of `asked` that `granted` lacks, in their order. */
export declare function lackingScope(asked: string, granted: string): string[];
/**
 * What lacks of the alternative that lacks least, and of two such that of the one of which more is granted. Nothing when one
 * of them is granted, or when there is none.
 */
export declare const leastLacking: (alternatives: readonly string[], granted: string) => string[];
/** What a server granted, without anything that is no scope token or that Postman would expand. Some servers write commas. */
export declare const grantedScope: (scope: string) => string;
