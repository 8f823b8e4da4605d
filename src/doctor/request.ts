/** The last step: one request of the collection that changes nothing, with the token (RFC 6750 §3). */

import { invalidTokenCauses } from '../oauth/causes.ts';
import { causeList } from '../../scripts/login/messages/causes.ts';
import { attemptLogin } from './attempt.ts';
import { responseOf, type Response } from './rejection.ts';
import { skip, type Facts, type Finding, type Step, type Subject } from './step.ts';

/** What an API says of a token that it rejects (RFC 9110 §11.6.1). */
const challengeIn = ({ headers }: Response): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      ...(headers['www-authenticate'] ?? '')
        .slice(0, 4000)
        .matchAll(/\b(error|error_description|scope|realm)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi),
    ].map(([, name = '', quoted, plain = '']) => [name.toLowerCase(), quoted ?? plain]),
  );

const unauthorized = (
  { authorization, show }: Subject,
  challenge: Readonly<Record<string, string>>,
): Finding => {
  const { provider } = authorization;
  const causes = provider?.likelyCauses['invalid_token'] ?? invalidTokenCauses;
  const description = show(challenge['error_description'] ?? '');
  return {
    outcome: 'error',
    cause: 'token-rejected',
    message: `The API rejects the token that was issued a moment ago (401).${description === '' ? '' : ` It says: ${description}.`}`,
    mend: causeList(provider?.name, causes),
  };
};

const forbidden = ({ show }: Subject, challenge: Readonly<Record<string, string>>): Finding => {
  const scope = show(challenge['scope'] ?? '');
  if (/insufficient_scope/i.test(challenge['error'] ?? '') || scope !== '')
    return {
      outcome: 'error',
      cause: 'missing-scope',
      message: `The API demands a scope that the token lacks (403)${scope === '' ? '' : `: ${scope}`}.`,
      mend: 'Declare this scope, and allow it for the client in the settings of the authorization server.',
    };
  return {
    outcome: 'error',
    cause: 'permission',
    message: 'The API takes the token, but does not let the client do this (403).',
    mend: 'Give the client the role or permission that the request needs.',
  };
};

/** Everything that is neither 401 nor 403. */
const otherwise = ({ status, headers }: Response, { show }: Subject): Finding => {
  if (status < 300) return { outcome: 'ok', message: `The API has responded with ${status}.` };
  if (status < 400)
    return {
      outcome: 'warning',
      message: `The API redirects (${status}) to ${show(headers['location'] ?? 'nowhere')}, where nothing was sent.`,
      mend: 'Compare the address letter by letter.',
    };
  if (status === 404 || status === 405 || status === 410)
    return {
      outcome: 'error',
      cause: 'wrong-path',
      message: `The API has nothing at this address (${status}).`,
      mend: 'Check the host and the path of the API. Some APIs respond so where the client lacks the permission.',
    };
  if (status === 407 || status === 511)
    return {
      outcome: 'error',
      cause: 'proxy',
      message: `A proxy demands a login of its own (${status}).`,
      mend: 'Name the proxy with user and password: HTTPS_PROXY=http://user:password@proxy:port.',
    };
  const isDown = status >= 500;
  return {
    outcome: isDown ? 'error' : 'warning',
    ...(isDown && { cause: status === 500 ? ('server' as const) : ('server-down' as const) }),
    message: `The API has responded with ${status}, which says nothing of the login.`,
    mend: isDown ? 'Try again later.' : 'The request may need values of its own.',
  };
};

const examine = async (subject: Subject, facts: Facts): Promise<Finding> => {
  const { request, withoutLogin, show } = subject;
  if (withoutLogin !== undefined) return skip('Without a token no request was sent.');
  if (request === undefined)
    return skip('The collection has no GET that could be sent with the variables that have a value.');
  const { api, failures } = await attemptLogin(subject, facts);
  const name = request.path.join(' › ');
  if (api === undefined) {
    const message = `${name} was not sent. ${show(failures[0]?.message ?? '')}`.trim();
    return { outcome: 'error', cause: 'other', message, details: { request: name } };
  }
  const { status, url, error = '' } = api;
  const details = {
    request: name,
    url: show(url.replace(/[?#].*$/s, '')),
    ...(status !== undefined && { status }),
  };
  if (status === undefined) {
    const message = `${name} got no response: ${show(error)}.`;
    return { outcome: 'error', cause: 'server-down', message, mend: 'Check the host of the API.', details };
  }
  const response = responseOf(api);
  const challenge = challengeIn(response);
  const found =
    status === 401
      ? unauthorized(subject, challenge)
      : status === 403
        ? forbidden(subject, challenge)
        : otherwise(response, subject);
  return { ...found, message: `${name}: ${found.message}`, details };
};

/** Step 9. */
export const requestStep: Step = { name: 'request', title: 'Request', needs: ['token'], examine };
