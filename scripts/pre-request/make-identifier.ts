/** Makes a course identifier, `[A-Z]{4}[0-9]{4}[A-Z]`, that no other object has: 175 million are possible. */

/** Nothing secret depends on it, and newman's sandbox has no better source. */
const letter = (): string => String.fromCharCode(65 + Math.floor(Math.random() * 26));

const digits = String(Math.floor(Math.random() * 10_000)).padStart(4, '0');

pm.collectionVariables.set('identifier', `PS${letter()}${letter()}${digits}${letter()}`);
