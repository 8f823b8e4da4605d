/** Finds the variables that a script sets which is no file: by its text, as it may be written for any of Postman's engines. */

/** `pm.environment.set('name'`, `pm.globals.set`, …, and what came before them: `postman.setEnvironmentVariable('name'`. */
const setter =
  /\b(?:pm\s*\.\s*(?:environment|globals|collectionVariables|variables)\s*\.\s*set|postman\s*\.\s*set(?:Environment|Global)Variable)\s*\(\s*(?:'([^'\\\n]+)'|"([^"\\\n]+)"|`([^`\\$]+)`)/g;

/** Names of the variables that are set under a literal name. */
export const namesSetIn = (code: string): string[] => [
  ...new Set(
    [...code.matchAll(setter)].map(([, single, double, template]) => single ?? double ?? template ?? ''),
  ),
];
