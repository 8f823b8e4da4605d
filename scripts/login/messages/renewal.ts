/** What is said after a response: a token that the API rejects, and one that only a person can get. */

export const noToken =
  'There is no access token yet. In Postman: open the collection, its Authorization tab, Get New Access Token, sign in, Use Token. ' +
  'Elsewhere: run `postsmith login` and then `postsmith run`, or fill in the refresh token or the service client in the environment.';

export const noTokenTitle = 'Login failed: there is no access token';

export const buttonTitle = 'The API rejects the token of the Authorization tab (401)';
export const buttonCause =
  'Get a new one there: open the collection, its Authorization tab, Get New Access Token, sign in, Use Token.';

export const repeated = (status: number): string =>
  `${status}: the kept token is dropped and the request repeated with a new one (in the app, press Send again)`;

export const freshTitle = (status: number): string =>
  `The API rejects a token that was issued a moment ago (${status})`;

/** @param reason what the API says, cleaned; '' when it says nothing */
export const withReason = (causes: string, reason: string): string =>
  reason === '' ? causes : `${causes} The API says: ${reason}`;

export const rejectedBefore =
  'A new token was rejected in the same way before in this run, so no further one is asked for.';

export const empty403 =
  'The API responded with 403 and an empty body. Some APIs reject a token so that was revoked: if you think so, empty the variable of the access token in the environment and send again. Otherwise the client lacks the permission for this request.';
