/** Postman's `{{placeholders}}`: which there are in a text, how they are filled, and which texts could become one. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
/** A value may hold placeholders itself; Postman follows them as far. */
const DEPTH = 20;
/** Names of the placeholders in the text, in their order. */
export const placeholdersIn = (text) => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
/** Fills every placeholder that `lookup` has a value for, also in the values; another one stays. */
export function fillPlaceholders(text, lookup) {
    let filled = text;
    for (let level = 0; level < DEPTH && filled.includes('{{'); level += 1) {
        const next = filled.replace(PLACEHOLDER, (placeholder, name) => lookup(name) ?? placeholder);
        if (next === filled)
            break;
        filled = next;
    }
    return filled;
}
/**
 * True when Postman could take a part of the text for a placeholder. It fills `{{name}}` in wherever it stands, also when
 * two values that are sent side by side make one: so no value may end with a brace, or begin with one and a name.
 */
export const canExpand = (text) => /\{\{|\{$|^\{[^"\s}[]/.test(text);
