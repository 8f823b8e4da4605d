/**
 * What a script may use inside Postman. `/// <reference types="postsmith/sandbox" />` types the globals that both
 * sandboxes have; an import brings the functions below as well.
 */

// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./sandbox-globals.d.ts" />

/**
 * Keeps a value of a response in the environment, for later requests. `undefined`, `null` and an empty text remove the
 * variable. A text that Postman would expand (`{{client_private_key}}`) is not kept: the variable is removed, and a failed
 * test says so. Otherwise a server could make a later request send any of your variables.
 *
 * @returns true when the variable holds the value
 */
export declare function keep(name: string, value: string | number | boolean | null | undefined): boolean;

/**
 * Keeps any JSON of a response as JSON text, for the body of a later request: `{ "setting": {{kept_setting}} }`. Braces
 * inside its texts are written as `\u007b` and `\u007d`, which mean the same in JSON and expand to nothing.
 *
 * @returns true when the variable holds the value
 */
export declare function keepJson(name: string, value: unknown): boolean;

/**
 * Keeps the request from leaving: fails a test named `name` with `message`, then skips the request. A skipped request
 * alone would look like success, and a failed test alone would still send it.
 */
export declare function refuse(name: string, message: string): void;
