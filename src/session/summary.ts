/** What is said when somebody has logged in: for how long, what was not granted, and how to go on. Never a token. */

import type { ItemDeclaration } from '../model/collection.ts';
import { expiryOf, formatTime } from './time.ts';
import { deprivedRequests, notGranted } from './granted-scope.ts';
import type { Tokens } from './token-file.ts';

export interface LoginSummary {
  readonly tokens: Tokens;
  /** The scope that was asked for. */
  readonly asked: string;
  /** The collection's. */
  readonly items: readonly ItemDeclaration[];
  /** `orders -e lab` */
  readonly names: string;
}

/** Requests that are named one by one. */
const SHOWN = 5;

/** Lines for a terminal. */
export const summarizeLogin = ({ tokens, asked, items, names }: LoginSummary): string =>
  [
    `Logged in. The access token lives until ${formatTime(expiryOf(tokens))}.`,
    tokens.refreshToken === ''
      ? 'There is no refresh token, so log in again after that. Where the server gives one for the scope offline_access, ask for it, in the declaration or with --scope.'
      : 'There is a refresh token, with which runs renew it by themselves.',
    ...lackLines(asked, tokens.scope, items),
    `Go on with: postsmith run ${names}`,
    '',
  ].join('\n');

const lackLines = (asked: string, granted: string, items: readonly ItemDeclaration[]): readonly string[] => {
  const lacking = notGranted(asked, granted);
  const deprived = deprivedRequests(items, granted);
  const head = lacking.length === 0 ? [] : [`Not granted: ${lacking.join(' ')}.`];
  if (deprived.length === 0) return head;
  const shown = deprived
    .slice(0, SHOWN)
    .map(({ path, lacks }) => `  ${path.join(' › ')} (${lacks.join(' ')})`);
  const more = deprived.length > SHOWN ? [`  and ${deprived.length - SHOWN} more`] : [];
  const what = deprived.length === 1 ? 'This request needs' : `These ${deprived.length} requests need`;
  return [...head, `${what} more than was granted, and will not be sent:`, ...shown, ...more];
};
