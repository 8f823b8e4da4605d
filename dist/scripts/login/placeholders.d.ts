/** Postman's `{{placeholders}}`: which there are in a text, how they are filled, and which texts could become one. */
/** Names of the placeholders in the text, in their order. */
export declare const placeholdersIn: (text: string) => string[];
/** Fills every placeholder that `lookup` has a value for, also in the values; another one stays. */
export declare function fillPlaceholders(text: string, lookup: (name: string) => string | undefined): string;
/** A text, and the names of the placeholders that could not be filled. */
export interface Filled {
    readonly text: string;
    readonly missing: readonly string[];
}
/** The name in a value that is nothing but a reference. */
export declare const referenceIn: (value: string) => string | undefined;
/**
 * A value that is taken literally, whatever it holds: client ids and secrets may contain `{{k}}` or end with a blank;
 * only line breaks around it are not its own. Only a value that is nothing but one `{{name}}` is a reference.
 */
export declare function literalValue(name: string, valueOf: (name: string) => string): string;
/**
 * True when Postman could take a part of the text for a placeholder. It fills `{{name}}` in wherever it stands, also when
 * two values that are sent side by side make one: so no value may end with a brace, or begin with one unless it is JSON.
 */
export declare const canExpand: (text: string) => boolean;
