/** What the token script says about a host. */

export const hostUnderstood = (name: string, given: string, understood: string): string =>
  `${name}: "${given}" is understood as "${understood}", over https.`;

export const hostProblem = (name: string, given: string): string =>
  `${name} is "${given}". Give just one host, like mgmt.example.com:8443.`;
