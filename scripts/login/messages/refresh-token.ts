/** What the token script says about a refresh token. */

export const refusedRefreshToken =
  'The refresh token has ended, was revoked, or was used before: sign in again (postsmith login) and fill in the new one.';
