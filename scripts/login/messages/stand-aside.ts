/** What is said where only a person can get a token. */

export const noToken =
  'There is no access token yet. In Postman: collection › Authorization › Get New Access Token › Use Token. Elsewhere: ' +
  '`postsmith login` and `postsmith run`, or fill in the refresh token or the service client in the environment.';
