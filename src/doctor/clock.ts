/** The fourth step: how far this computer's clock and the server's differ, by the server's `Date` header (RFC 9110 §6.6.1). */

import { ask, type Asked } from './ask.ts';
import { jwtOf } from './key.ts';
import { skip, type Facts, type Finding, type Step, type Subject } from './step.ts';

/** Seconds from which a difference is told. */
const NOTICED = 30;
/** Seconds that most servers forgive. */
const FORGIVEN = 60;
/** Seconds from which nobody forgives it. */
const UNFORGIVEN = 300;
/** Seconds beyond which it is the header that is wrong. */
const INCREDIBLE = 10 * 365 * 86_400;

/** The one form that is sent today (RFC 9110 §5.6.7). */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds by which the server's clock is ahead; undefined when it says no time. It tells whole seconds. */
const differenceOf = ({ headers, sentAt, receivedAt }: Asked): number | undefined => {
  const text = headers.date ?? '';
  const time = IMF_FIXDATE.test(text) ? Date.parse(text) : Number.NaN;
  // A cache repeats the time at which it was filled.
  const age = /^\d{1,9}$/.test(headers.age ?? '') ? Number(headers.age) : 0;
  const difference = time / 1000 + age + 0.5 - (sentAt + receivedAt) / 2000;
  return Number.isNaN(difference) ? undefined : Math.round(difference);
};

const inWords = (seconds: number): string => {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes >= 120) return `${Math.floor(minutes / 60)} hours and ${minutes % 60} minutes`;
  const parts = [minutes > 0 ? `${minutes} min` : '', rest > 0 ? `${rest} s` : ''].filter(Boolean);
  return parts.join(' ') || '0 s';
};

const MEND =
  "Compare both with a third clock, and set the one that is wrong: this computer's (timedatectl on Linux, the date settings of macOS, w32tm /resync on Windows; on a virtual machine, its host's too), or the server's.";

const differenceFinding = (seconds: number, subject: Subject): Finding => {
  const details = { secondsServerIsAhead: seconds };
  const size = Math.abs(seconds);
  if (size < NOTICED)
    return { outcome: 'ok', message: `The clocks differ by ${size} s at most, which is fine.`, details };
  const side = seconds > 0 ? 'ahead of' : 'behind';
  const message = `The server's clock is ${inWords(size)} ${side} this computer's.`;
  if (size > INCREDIBLE)
    return { outcome: 'warning', message: `${message} Its Date header is not to be believed.`, details };
  const settings = jwtOf(subject.way);
  if (settings === undefined)
    return {
      outcome: 'warning',
      message: `${message} This login signs nothing, so it may work all the same.`,
      details,
    };
  const about = { cause: 'clock', mend: MEND, details } as const;
  const why =
    seconds > 0
      ? 'what this computer signs has expired when it arrives (exp)'
      : 'what this computer signs comes from the future (iat)';
  const isCertain = size >= UNFORGIVEN || (seconds > 0 && size >= Math.max(settings.lifetime, FORGIVEN));
  if (isCertain)
    return { ...about, outcome: 'error', message: `${message} So a server rejects the login: ${why}.` };
  return {
    ...about,
    outcome: 'warning',
    message: `${message} A strict server rejects the login: ${why}.`,
    ...(size > FORGIVEN && { isSuspect: true }),
  };
};

const examine = async (subject: Subject, facts: Facts): Promise<Finding> => {
  const asked = await ask(subject.address, subject);
  if (asked === undefined) return skip('The server gave no whole response, so its clock is not known.');
  if (asked.status === 407 || asked.status === 511)
    return {
      outcome: 'error',
      cause: 'proxy',
      message: `Something on the way to ${new URL(subject.address).host} responds in place of the server, and demands a login of its own (HTTP ${asked.status}).`,
      mend: 'Sign in to the network, or name its proxy with user and password in the process environment: HTTPS_PROXY=http://user:password@proxy:port.',
    };
  const difference = differenceOf(asked);
  if (difference === undefined)
    return skip('The server says no time that could be read, so its clock is not known.');
  facts.clock = difference;
  return differenceFinding(difference, subject);
};

/** Step 4. */
export const clockStep: Step = { name: 'clock', title: 'Clock', needs: ['network'], examine };
