/** What a provider documents that it demands of a login, judged by what arrived. */

import type { Authorization, ClientAuthentication, Rule } from '../declare/authorization.ts';

/** A login as it arrived at the token endpoint, or the bearer JWT that arrived at the API. */
export interface ReceivedLogin {
  readonly grant: Authorization['kind'];
  readonly clientAuthentication: ClientAuthentication['kind'] | undefined;
  /** As declared, with its placeholders filled in. */
  readonly tokenEndpoint: string;
  /** As declared, with its placeholders filled in; '' where none is declared. */
  readonly issuer: string;
  readonly form: Readonly<Record<string, string>>;
  readonly jwt?: {
    readonly header: Readonly<Record<string, unknown>>;
    readonly claims: Readonly<Record<string, unknown>>;
    /** Unix time in seconds. */
    readonly receivedAt: number;
  };
}

/** The OAuth error with which the provider would refuse the login; undefined = it breaks no rule. */
export const judgeLogin = (
  rules: readonly Rule[],
  received: ReceivedLogin,
): { error: string; description: string } | undefined => {
  for (const { demand, source } of rules) {
    const { clientAuthentication = 'none' } = received;
    if (!demand.among.includes(clientAuthentication)) {
      return {
        error: 'invalid_client',
        description: `the client must use ${demand.among.join(' or ')}: ${source}`,
      };
    }
  }
  return undefined;
};
