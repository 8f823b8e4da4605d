/** What the token script says about settings, and about failing as such. Details come in cleaned of secrets. */

export const loginFailed = (problem: string): string => `Login failed: ${problem}`;
export const badInputs = 'a setting is missing or wrong';
export const unexpected = 'unexpected error';
export const askedBefore = '(Not asked again.)';

export const noEnvironment = 'No environment is selected.';

/** Where the values of variables are found. */
const places: Record<string, string> = {};

/** From now on a message about one of these variables says where its value is found. */
export const placesAre = (found: Readonly<Record<string, string>>): void => {
  Object.assign(places, found);
};

export const missingVariable = (name: string): string =>
  `${name} is empty: fill it in in the environment${places[name] === undefined ? '' : ` (${places[name]})`}.`;
export const unresolvedReference = (name: string, reference: string): string =>
  `${name} refers to {{${reference}}}, which is empty.`;
export const endpointUnusable = (endpoint: string): string => `No usable https address: ${endpoint}`;
export const orVault = " Or keep it in Postman's vault.";
export const noVault = ' (No vault here.)';
