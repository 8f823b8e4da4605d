/** What the token script says about a host. */

export const hostUnderstood = (name: string, given: string, understood: string): string =>
  `${name}: "${given}" is understood as "${understood}"` +
  (/^http:/i.test(given) ? '; https is used, not http.' : '.');

export const hostProblem = (name: string, given: string, problem: string): string =>
  `${name} is "${given}": ${problem}. Give just the host, like mgmt.example.com.`;

// Each is the problem in the sentence above.

export const several = 'it holds blanks or several hosts';
export const notHttps = 'only https is possible';
export const noHost = 'it names no host';
export const userName = 'it holds a user name before an @';
export const badPort = 'the port is no number from 1 to 65535';
export const noHostName = 'that is no host name';
