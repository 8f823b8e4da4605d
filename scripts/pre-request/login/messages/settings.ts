/** What the token script says about settings, and about failing as such. Details come in cleaned of secrets. */

export const loginFailed = (problem: string): string => `Login failed: ${problem}`;
export const badInputs = 'a setting is missing or wrong';
export const unexpected = 'unexpected error in the token script';
export const askedBefore = '(Not asked again: this run asked moments ago with the same settings.)';

export const noEnvironment =
  'No environment is selected: choose one at the top right of Postman (newman and postsmith run: -e FILE).';
export const missingVariable = (name: string, where: string | undefined): string =>
  `${name} is empty: fill it in in the environment${where === undefined ? '' : ` (${where})`}.`;
export const unresolvedReference = (name: string, reference: string): string =>
  `${name} refers to {{${reference}}}, which has no value.`;
export const endpointUnusable = (endpoint: string): string =>
  `The token endpoint is no usable https address: ${endpoint}`;
export const orVault = " Or keep it in Postman's vault, under the same name, and allow scripts to read it.";
export const noVault = " (Postman's vault cannot be read here.)";
