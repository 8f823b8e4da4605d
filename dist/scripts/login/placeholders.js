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
const REFERENCE = /^\s*\{\{([^{}]+)\}\}\s*$/;
/** The name in a value that is nothing but a reference. */
export const referenceIn = (value) => REFERENCE.exec(value)?.[1];
/**
 * A value that is taken literally, whatever it holds: client ids and secrets may contain `{{k}}` or end with a blank;
 * only line breaks around it are not its own. Only a value that is nothing but one `{{name}}` is a reference.
 */
export function literalValue(name, valueOf) {
    let value = valueOf(name);
    for (let depth = 0; depth < DEPTH && referenceIn(value) !== undefined; depth += 1) {
        const next = valueOf(referenceIn(value) ?? '');
        if (next.trim() === '')
            break;
        value = next;
    }
    return withoutLineBreaks(value);
}
const isLineBreak = (character) => character === '\n' || character === '\r';
/** Those around the text. A regular expression would take a square of the time for thousands of them. */
function withoutLineBreaks(text) {
    let start = 0;
    let end = text.length;
    while (isLineBreak(text[start]))
        start += 1;
    while (end > start && isLineBreak(text[end - 1]))
        end -= 1;
    return text.slice(start, end);
}
/**
 * True when Postman could take a part of the text for a placeholder. It fills `{{name}}` in wherever it stands, also when
 * two values that are sent side by side make one: so no value may end with a brace, or begin with one unless it is JSON.
 */
export const canExpand = (text) => /\{\{|\{$|^\{(?!\s*["}])/.test(text);
