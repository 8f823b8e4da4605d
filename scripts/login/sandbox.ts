/** What a project's scripts import from `postsmith/sandbox`: they keep values of responses, and refuse requests. */

import { canExpand } from './placeholders.ts';

/** A local variable. It tells the login, which runs later in the same execution, that a script has refused the request. */
const REFUSED = 'postsmith.refused';

/** True when a script of this execution has refused the request. The next request begins anew. */
export function takeRefusal(): boolean {
  const isRefused = pm.variables.get(REFUSED) === true;
  if (isRefused) pm.variables.unset(REFUSED);
  return isRefused;
}

/** Fails a test named `name` with `message`, then skips the request. */
export function skipRequest(name: string, message: string): void {
  pm.test(name, () => {
    throw new Error(message);
  });
  pm.execution.skipRequest();
}

/**
 * Keeps the request from leaving: fails a test named `name` with `message`, then skips the request. A skipped request
 * alone would look like success, and a failed test alone would still send it.
 */
export function refuse(name: string, message: string): void {
  pm.variables.set(REFUSED, true);
  skipRequest(name, message);
}

/**
 * Keeps a value of a response in the environment, for later requests. `undefined`, `null` and an empty text remove the
 * variable. A text that Postman would expand (`{{client_private_key}}`) is not kept: the variable is removed, and a failed
 * test says so. Otherwise a server could make a later request send any of your variables.
 *
 * @returns true when the variable holds the value
 */
export function keep(name: string, value: string | number | boolean | null | undefined): boolean {
  const text = String(value ?? '');
  const isKept = text !== '' && !canExpand(text);
  if (isKept) pm.environment.set(name, text);
  else pm.environment.unset(name);
  if (text !== '' && !isKept) {
    pm.test(`The server's value for "${name}" was not kept`, () => {
      throw new Error(
        'The value holds {{ or ends with a brace. Postman would replace what stands between braces with one of your ' +
          'variables, perhaps a secret, and send that. If the server is yours, look at its response.',
      );
    });
  }
  return isKept;
}

/**
 * Keeps any JSON of a response as JSON text, for the body of a later request: `{ "setting": {{kept_setting}} }`. Braces
 * inside its texts are written as `\u007b` and `\u007d`, which mean the same in JSON and expand to nothing.
 */
export const keepJson = (name: string, value: unknown): boolean =>
  keep(
    name,
    value === undefined
      ? undefined
      : JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
          text.replace(/[{}]/g, (brace) => (brace === '{' ? '\\u007b' : '\\u007d')),
        ),
  );
