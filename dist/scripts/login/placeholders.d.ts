/** Postman's `{{placeholders}}`: which there are in a text, how they are filled, and which texts could become one. */
/** Names of the placeholders in the text, in their order. */
export declare const placeholdersIn: (text: string) => string[];
/** Fills every placeholder that `lookup` has a value for, also in the values; another one stays. */
export declare function fillPlaceholders(text: string, lookup: (name: string) => string | undefined): string;
/**
 * True when Postman could take a part of the text for a placeholder. It fills `{{name}}` in wherever it stands, also when
 * two values that are sent side by side make one: so no value may end with a brace, or begin with one and a name.
 */
export declare const canExpand: (text: string) => boolean;
