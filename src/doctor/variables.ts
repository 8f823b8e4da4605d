/** The first step: whether every variable has a value, and one that somebody filled in. */

import { Attempt } from '../../scripts/login/attempt.ts';
import { hostIn } from '../../scripts/login/host-name.ts';
import { hostProblem } from '../../scripts/login/messages/inputs.ts';
import type { JwtPart } from '../../scripts/login/parts.ts';
import { prepareRequest } from '../../scripts/login/token-request.ts';
import { placeholdersIn } from '../../scripts/login/placeholders.ts';
import { partsFor } from '../session/parts.ts';
import { variablesOf } from '../session/settings.ts';
import { variableName } from '../values/variable-name.ts';
import type { Finding, Step, Subject } from './step.ts';

/** Reads what a JWT needs, and leaves keys to the next step. */
const readsOnly: JwtPart = async (settings, attempt) => {
  await attempt.secret(settings.key);
  if (settings.certificate !== undefined) attempt.literal(settings.certificate.variable);
  const { keyId = '', issuer = '', subject = '', audience = [], claims = {}, header = {} } = settings;
  // A key id may be in the key.
  void keyId;
  for (const text of [issuer, subject, JSON.stringify([audience, claims, header])]) attempt.fill(text);
  return async () => '';
};

/** What is missing or refers to nothing, in the login's own sentences. */
const problemsOf = async ({ login, way, values }: Subject): Promise<readonly string[]> => {
  const attempt = new Attempt(login, way, variablesOf(values));
  await prepareRequest(attempt, { ...partsFor(way), jwt: readsOnly });
  const given = way.host === undefined ? '' : (values[way.host] ?? '');
  if (way.host !== undefined && given.trim() !== '' && hostIn(given) === undefined)
    attempt.report(hostProblem(way.host, attempt.show(given.replace(/^[^]*@/, '…@'), 60)));
  return attempt.problems;
};

/** What documentation and forms write where a value belongs. */
const STAND_IN =
  /^(?:<[^<>]*>|\[[^[\]]*\]|x{3,}|\.{3,}|…|\*{3,}|\?{2,}|-+|to-?do|tbd|n\/a|none|null|undefined|example|placeholder|change[ _-]?(?:me|it)|(?:your|insert|enter|paste|replace)[ _-].*|.*[ _-](?:here|goes[ _-]here))$/i;

/** Names that belong to documentation (RFC 2606), or that mean: fill me in. */
const STAND_IN_HOST =
  /^(?:https?:\/\/)?(?:[^/]*\.)?(?:example(?:\.(?:com|net|org|edu))?|invalid|your-?(?:domain|host|tenant|server)[^/]*)(?=[:/]|$)/i;

/** What is odd about a value that the login would take as it is; a clause. */
const oddity = (value: string): string | undefined => {
  const text = value.trim();
  if (/^(["'`“‘«])[^]*["'`”’»]$/.test(text) && text.length > 1) return 'has quotes around it';
  if (text !== value.replace(/^[\r\n]+|[\r\n]+$/g, '')) return 'begins or ends with a blank';
  if (/[\n\r]/.test(text) && !text.includes('-----')) return 'has several lines';
  if (/^(?:file:|~?\/|\.{1,2}\/|[a-z]:\\).*\.(?:pem|key|txt|json)$/i.test(text))
    return 'is the path of a file';
  return /[\u200b-\u200f\u2028\u2029\u2060\ufeff]/.test(value)
    ? 'holds characters that nobody can see'
    : undefined;
};

/** Names of the variables whose values the login takes as they are; keys have a reader that forgives. */
const literalNames = ({ way }: Subject): readonly string[] => {
  const forgiving = new Set([way.jwt?.key, way.clientAuthentication?.jwt?.key, way.host]);
  return way.reads.filter((name) => !forgiving.has(name));
};

/** Names of all variables that decide on the login. */
const namesOf = ({ way }: Subject): readonly string[] => [
  ...new Set([...way.reads, ...placeholdersIn(`${way.tokenEndpoint ?? ''} ${way.scope}`)]),
];

const isStandIn = (value: string): boolean => STAND_IN.test(value.trim()) || STAND_IN_HOST.test(value.trim());

const HOW = 'Set it in the process environment or in a file given with --values';

const examine = async (subject: Subject): Promise<Finding> => {
  const { values } = subject;
  const names = namesOf(subject);
  const details = { variables: names };
  const standIns = names.filter((name) => isStandIn(values[name] ?? ''));
  const problems = [
    ...(await problemsOf(subject)),
    ...standIns.map((name) => `The variable "${name}" holds a placeholder, not a value of yours.`),
  ];
  if (problems.length > 0) {
    const empty = names.filter((name) => (values[name] ?? '').trim() === '' || standIns.includes(name));
    const mend = empty.length === 0 ? HOW : `${HOW}: ${empty.map(variableName).join(', ')}`;
    return { outcome: 'error', cause: 'variable', message: problems.join(' '), mend: `${mend}.`, details };
  }
  const odd = literalNames(subject).flatMap((name) => {
    const what = oddity(values[name] ?? '');
    return what === undefined ? [] : [`The value of "${name}" ${what}, which is sent as a part of it.`];
  });
  if (odd.length > 0) {
    const mend = 'Take away what does not belong to the value.';
    return { outcome: 'warning', cause: 'variable', isSuspect: true, message: odd.join(' '), mend, details };
  }
  return { outcome: 'ok', message: `Every variable of the login has a value: ${names.join(', ')}.`, details };
};

/** Step 1. */
export const variablesStep: Step = { name: 'variables', title: 'Variables', needs: [], examine };
