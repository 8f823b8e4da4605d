import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/commands/arguments.ts';
import { readKeygenInput } from '../../src/commands/keygen-input.ts';
import { keygenCommand } from '../../src/commands/keygen.ts';
import { providers } from '../keys/facts.ts';

const environment = { KEY_PASSPHRASE: 'hunter2', EMPTY: '' };

const read = (...parameters: string[]) =>
  readKeygenInput(parseArguments(keygenCommand, parameters), environment, providers);

describe('what is to be made', () => {
  test.each([
    ['RS256', { algorithm: 'RS256', bits: 2048, name: 'rs256' }],
    ['eddsa', { algorithm: 'EdDSA', bits: 2048, name: 'eddsa' }],
    ['PS384 --bits 3072 --name my.key', { algorithm: 'PS384', bits: 3072, name: 'my.key' }],
    ['ES512 --certificate', { algorithm: 'ES512', bits: 2048, name: 'es512', certificateDays: 365 }],
    ['RS512 --certificate --days 30', { algorithm: 'RS512', bits: 2048, name: 'rs512', certificateDays: 30 }],
    [
      'ES256 --passphrase-env KEY_PASSPHRASE',
      { algorithm: 'ES256', bits: 2048, name: 'es256', passphrase: 'hunter2' },
    ],
  ])('%s', (parameters, wish) => {
    expect(read(...parameters.split(' '))).toMatchObject({ wish });
    expect(Object.keys(read(...parameters.split(' ')))).not.toContain('facts');
  });

  test('for a provider: its own algorithm, named after the preset', () => {
    expect(read('--preset', 'JWKTAKER')).toEqual({
      wish: { algorithm: 'RS384', bits: 2048, name: 'jwkTaker' },
      facts: providers.jwkTaker,
    });
    expect(read('es384', '--preset', 'jwkTaker')).toMatchObject({ wish: { algorithm: 'ES384' } });
  });

  test('for a provider that takes certificates: one, unasked', () => {
    expect(read('--preset', 'certificateTaker')).toMatchObject({ wish: { certificateDays: 365 } });
    expect(read('--preset', 'certificateTaker', '--days', '90')).toMatchObject({
      wish: { certificateDays: 90 },
    });
  });

  test('nothing for a provider that makes keys itself', () => {
    expect(read('--preset', 'keyMaker')).toEqual({ elsewhere: providers.keyMaker });
    expect(read('RS256', '--preset', 'keyMaker')).toEqual({ elsewhere: providers.keyMaker });
  });
});

const ALGORITHMS =
  'HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA';
const PRESETS = 'jwkTaker, certificateTaker, keyMaker, secretTaker, passwordTaker';
const NO_PASSPHRASE =
  '--passphrase-env takes the name of a variable of the process environment that holds the passphrase; ' +
  'there is no such variable, or it is empty.';
const NAMING =
  '--name takes up to 64 letters, digits, dots, dashes and underscores, neither a dot nor a dash first.';

describe('what does not fit together is refused in words', () => {
  test.each([
    ['', `Which algorithm? Name one of ${ALGORITHMS}, or a provider: --preset <name>.`],
    ['ES265', `There is no algorithm ‘ES265’. Did you mean ES256? There are ${ALGORITHMS}.`],
    ['ES256K', `There is no algorithm ‘ES256K’. Did you mean ES256? There are ${ALGORITHMS}.`],
    ['none', `There is no algorithm ‘none’. There are ${ALGORITHMS}.`],
    ['--preset jwkTakr', `There is no preset ‘jwkTakr’. Did you mean jwkTaker? There are ${PRESETS}.`],
    ['--preset constructor', `There is no preset ‘constructor’. There are ${PRESETS}.`],
    ['ES256 --preset jwkTaker', 'JWK Taker does not take ES256; it takes RS384, ES384.'],
    [
      '--preset passwordTaker',
      'The preset passwordTaker signs nothing by itself: its client has a secret, which the server gives you. For a key all the same, leave out --preset and name an algorithm.',
    ],
    ['ES256 --bits 4096', '--bits is for RSA keys, and ES256 takes none.'],
    ['RS256 --bits 1024', '--bits takes 2048, 3072, 4096, not ‘1024’.'],
    ['RS256 --bits many', '--bits takes 2048, 3072, 4096, not ‘many’.'],
    ['EdDSA --certificate', 'A certificate can be made of RSA and EC keys, not of one for EdDSA.'],
    ['HS256 --certificate', 'A certificate can be made of RSA and EC keys, not of one for HS256.'],
    ['ES256 --days 3', '--days is for certificates; add --certificate.'],
    ['ES256 --certificate --days 0', '--days takes days, 1 to 3650, not ‘0’.'],
    ['ES256 --certificate --days 1e3', '--days takes days, 1 to 3650, not ‘1e3’.'],
    ['ES256 --certificate --days 3651', '--days takes days, 1 to 3650, not ‘3651’.'],
    ['ES256 --name ../key', NAMING],
    ['ES256 --name .key', NAMING],
    [`ES256 --name ${'x'.repeat(65)}`, NAMING],
    ['HS256 --passphrase-env KEY_PASSPHRASE', '--passphrase-env is for private keys; HS256 has a secret.'],
    ['ES256 --passphrase-env MISSING', NO_PASSPHRASE],
    ['ES256 --passphrase-env EMPTY', NO_PASSPHRASE],
    ['ES256 --passphrase-env my-passphrase!', NO_PASSPHRASE],
  ])('%s', (parameters, message) => {
    expect(() => read(...parameters.split(' ').filter(Boolean))).toThrow(
      expect.objectContaining({ code: 'USAGE', message: `${message} See \`postsmith keygen --help\`.` }),
    );
  });

  test('a passphrase on the command line, without repeating it', () => {
    const message =
      'There is no option --passphrase: a secret on the command line can be read by every process of the machine. ' +
      'Set it as a variable of the process environment. See `postsmith keygen --help`.';
    expect(() => read('ES256', '--passphrase', 'hunter2')).toThrow(expect.objectContaining({ message }));
  });
});
