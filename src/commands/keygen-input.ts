/** What `keygen` was asked for: algorithm, provider, form of the key; whatever doesn't fit together is said in words. */

import { keyTypeFor } from '../../scripts/login/keys/private-key.ts';
import { signingAlgorithms, type SigningAlgorithm } from '../oauth/signed-jwt.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { PostsmithError } from '../errors.ts';
import type { KeyFacts } from '../keys/filled-variables.ts';
import type { KeyWish } from '../keys/key-files.ts';
import { usage } from './arguments.ts';
import type { CommandInput } from './command.ts';

/** Bits of an RSA key: what every provider takes and runners sign with quickly. */
const DEFAULT_BITS = 2048;
const BITS = [DEFAULT_BITS, 3072, 4096];
const DEFAULT_DAYS = 365;
const MAX_DAYS = 3650;
/** Of a file's base name, which is a certificate's common name as well (64 characters at most, RFC 5280 appendix A.1). */
const BASE_NAME = /^\w[\w.-]{0,63}$/;
const VARIABLE_NAME = /^[A-Za-z_]\w*$/;

/** A key to be made. */
interface KeyOrder {
  readonly wish: KeyWish;
  readonly facts?: KeyFacts;
  readonly passphraseVariable?: string;
}

/** A provider that makes its clients' keys itself. */
interface MadeElsewhere {
  readonly elsewhere: KeyFacts;
}

type Presets = Readonly<Record<string, KeyFacts>>;

const wrong = (message: string): PostsmithError => usage({ name: 'keygen' }, message);

const list = (words: readonly string[]): string => words.join(', ');

/** The one of `known` that was typed, in whatever case. */
const pick = (what: string, typed: string, known: readonly string[]): string => {
  const found = known.find((each) => each.toLowerCase() === typed.toLowerCase());
  if (found !== undefined) return found;
  throw wrong(`There is no ${what} ‘${typed}’.${didYouMean(typed, known)} There are ${list(known)}.`);
};

const isAlgorithm = (name: string): name is SigningAlgorithm =>
  signingAlgorithms.some((each) => each === name);

const algorithmOf = (typed: string | undefined, facts: KeyFacts | undefined): SigningAlgorithm => {
  if (typed === undefined) {
    const [own] = facts?.algorithms ?? [];
    if (own !== undefined) return own;
    throw wrong(`Which algorithm? Name one of ${list(signingAlgorithms)}, or a provider: --preset <name>.`);
  }
  const algorithm = pick('algorithm', typed, signingAlgorithms);
  const taken: readonly string[] = facts?.algorithms ?? signingAlgorithms;
  if (isAlgorithm(algorithm) && taken.includes(algorithm)) return algorithm;
  throw wrong(`${facts?.name ?? ''} does not take ${algorithm}; it takes ${list(taken)}.`);
};

const number = (option: string, given: string, isFit: (value: number) => boolean, fit: string): number => {
  const value = Number(given);
  if (/^\d+$/.test(given) && isFit(value)) return value;
  throw wrong(`--${option} takes ${fit}, not ‘${given}’.`);
};

const bitsOf = (given: string | undefined, algorithm: SigningAlgorithm): number => {
  if (given === undefined) return DEFAULT_BITS;
  if (keyTypeFor(algorithm) !== 'RSA') throw wrong(`--bits is for RSA keys, and ${algorithm} takes none.`);
  return number('bits', given, (bits) => BITS.includes(bits), list(BITS.map(String)));
};

/** Days of the certificate's life; undefined when none is wanted. */
const certificateDaysOf = (
  options: CommandInput['options'],
  algorithm: SigningAlgorithm,
  facts: KeyFacts | undefined,
): number | undefined => {
  const [given] = options.get('days') ?? [];
  const wanted = options.has('certificate') || facts?.registration?.formats[0] === 'certificate';
  if (!wanted && given === undefined) return undefined;
  if (!wanted) throw wrong('--days is for certificates; add --certificate.');
  if (['oct', 'Ed25519'].includes(keyTypeFor(algorithm))) {
    throw wrong(`A certificate can be made of RSA and EC keys, not of one for ${algorithm}.`);
  }
  const isFit = (days: number): boolean => days >= 1 && days <= MAX_DAYS;
  return given === undefined ? DEFAULT_DAYS : number('days', given, isFit, `days, 1 to ${MAX_DAYS}`);
};

interface Passphrase {
  readonly passphrase: string;
  readonly passphraseVariable: string;
}

// No message repeats what was given: it may be the passphrase itself.
const passphraseOf = (
  variable: string | undefined,
  algorithm: SigningAlgorithm,
  environment: Readonly<Record<string, string | undefined>>,
): Passphrase | undefined => {
  if (variable === undefined) return undefined;
  if (keyTypeFor(algorithm) === 'oct')
    throw wrong(`--passphrase-env is for private keys; ${algorithm} has a secret.`);
  const passphrase = VARIABLE_NAME.test(variable) ? environment[variable] : undefined;
  if (passphrase !== undefined && passphrase !== '') return { passphrase, passphraseVariable: variable };
  throw wrong(
    '--passphrase-env takes the name of a variable of the process environment that holds the passphrase; ' +
      'there is no such variable, or it is empty.',
  );
};

const nameOf = (given: string | undefined, otherwise: string): string => {
  if (given === undefined) return otherwise;
  if (BASE_NAME.test(given)) return given;
  throw wrong(
    '--name takes up to 64 letters, digits, dots, dashes and underscores, neither a dot nor a dash first.',
  );
};

/**
 * What is to be made, or the provider that makes keys itself.
 *
 * @throws PostsmithError USAGE
 */
export const readKeygenInput = (
  { positionals, options }: CommandInput,
  environment: Readonly<Record<string, string | undefined>>,
  presets: Presets,
): KeyOrder | MadeElsewhere => {
  const option = (name: string): string | undefined => options.get(name)?.[0];
  const typedPreset = option('preset');
  const preset = typedPreset === undefined ? undefined : pick('preset', typedPreset, Object.keys(presets));
  const facts = preset === undefined ? undefined : presets[preset];
  if (facts?.registration?.formats.length === 0) return { elsewhere: facts };
  if (facts?.algorithms.length === 0) {
    throw wrong(
      `The preset ${preset ?? ''} signs nothing by itself: its client has a secret, which the server gives you. For a key all the same, leave out --preset and name an algorithm.`,
    );
  }
  const algorithm = algorithmOf(positionals[0], facts);
  const certificateDays = certificateDaysOf(options, algorithm, facts);
  const secret = passphraseOf(option('passphrase-env'), algorithm, environment);
  return {
    wish: {
      algorithm,
      bits: bitsOf(option('bits'), algorithm),
      name: nameOf(option('name'), preset ?? algorithm.toLowerCase()),
      ...(certificateDays !== undefined && { certificateDays }),
      ...(secret !== undefined && { passphrase: secret.passphrase }),
    },
    ...(facts !== undefined && { facts }),
    ...(secret !== undefined && { passphraseVariable: secret.passphraseVariable }),
  };
};
