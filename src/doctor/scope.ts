/** The eighth step: the scope that was granted, against the one that was asked for (RFC 6749 §3.3, §5.1). */

import { lackingScope, leastLacking } from '../../scripts/login/scope.ts';
import { authorizedRequests, isSentAs } from '../model/identities.ts';
import { fillPlaceholders } from '../values/placeholders.ts';
import { skip, type Facts, type Finding, type Step, type Subject } from './step.ts';

/** Scopes that mean something else than a permission, and that few servers give back (OpenID Connect Core §11). */
const UNTOLD = /^(?:openid|offline_access)$|\/\.default$/;

const examine = async (subject: Subject, { run }: Facts): Promise<Finding> => {
  const { way, values, authorization, collection, withoutLogin, show } = subject;
  if (withoutLogin !== undefined) return skip('Without a token there is no scope.');
  const asked = fillPlaceholders(way.scope, values);
  const name = authorization.variables.scope;
  const granted = run?.changed[name] ?? values[name] ?? '';
  const needed = authorizedRequests(collection)
    .filter((request) => isSentAs(request, authorization))
    .flatMap(({ item }) => leastLacking([item.scope ?? []].flat(), granted));
  const lacking = lackingScope(asked, granted).filter((token) => !UNTOLD.test(token));
  const all = [...new Set([...lacking, ...(granted === '' ? [] : needed)])];
  const details = { asked: show(asked), granted: show(granted) };
  if (asked === '' && needed.length === 0) return skip('No scope is asked for.');
  if (all.length === 0)
    return { outcome: 'ok', message: `Granted is what was asked for: ${details.granted || 'all'}.`, details };
  return {
    outcome: 'error',
    cause: 'missing-scope',
    message: `The server granted less than is needed. Not granted: ${show(all.join(' '))}.`,
    mend: 'Allow it for the client in the settings of the authorization server, or declare another scope.',
    details,
  };
};

/** Step 8. */
export const scopeStep: Step = { name: 'scope', title: 'Scope', needs: ['token'], examine };
