/** What the login says about variables, and about failing as such. Details come in cleaned of secrets. */

export const loginFailed = (problem: string): string => `Login failed: ${problem}`;

export const badInputs = 'a variable is missing or wrong';
export const unexpected = 'an unexpected error';

export const scriptFault = (error: string): string =>
  `The script that logs in has failed itself (${error}). Tell whoever made this collection.`;

/** @param failures what was said of the ways that were tried before */
export const nextWayServed = (failures: string, title: string): string =>
  `${failures}\nThe login went on with the ${title}, which served.`;

export const noEnvironment =
  'No environment is selected. Select the environment of this collection at the top right of Postman (newman and the Postman CLI: -e FILE).';

/** @param where where its value is found, as a clause */
export const missing = (name: string, where: string | undefined): string =>
  `The variable "${name}" is empty. Fill it in in the environment${where === undefined ? '' : `; where its value is found: ${where}`}.`;

export const emptyReference = (name: string, reference: string): string =>
  `The variable "${name}" refers to {{${reference}}}, which is empty. Fill that one in, or write the value itself into "${name}".`;

export const unknownDynamic = (name: string): string =>
  `Postman has no dynamic variable {{${name}}}. Correct its name in the declaration of the authorization.`;

export const orVault = " Or keep it in Postman's vault under the same name.";

export const unusableEndpoint = (endpoint: string): string =>
  `The token endpoint is "${endpoint}", which is no https address. Check the variables that it is made of: it must begin with https://, then a host.`;

export const hostUnderstood = (name: string, given: string, host: string): string =>
  `The variable "${name}" is "${given}"; it is understood as the host "${host}", which is asked over https.`;

export const hostProblem = (name: string, given: string): string =>
  `The variable "${name}" is "${given}", which is no host. Write just the host, with a port if it needs one: mgmt.example.com or mgmt.example.com:8443.`;

/** @param template as declared, with its placeholders */
export const badHeader = (name: string, template: string): string =>
  `The header ${name} of the token request (${template}) holds a line break, or a character that no header can carry. Paste the value of its variable again, on one line.`;

export const hiddenToken = (name: string): string =>
  `The login has got a token, but another value of "${name}" hides it: a row of the data file, or a script that has set a variable of this name. Remove that value, or give the variable of the token another name in the declaration.`;
