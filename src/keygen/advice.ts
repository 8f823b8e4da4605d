/** What to do with a new key: which file goes where, for a provider or in general. */

import { keyVariableOf } from '../declare/authorization.ts';
import type { PresetFacts } from '../presets/preset.ts';
import { variableName } from '../run/fill-environment.ts';
import type { KeyForm, NewKey } from './key-files.ts';

/** What the advice is about. */
export interface Advised {
  readonly key: NewKey;
  /** The path by which the user can name a file of the key. */
  readonly pathOf: (form: KeyForm) => string | undefined;
  readonly facts?: PresetFacts;
  /** Name of the process variable that holds the passphrase of the private key. */
  readonly passphraseVariable?: string;
}

const descriptions: Readonly<Record<KeyForm, string>> = {
  'private key': 'the private key (PKCS#8); it stays with you',
  secret: 'the shared secret',
  PEM: 'the public key as PEM',
  JWK: 'the public key as JWK',
  'JWK set': 'the public key as JWK set',
  certificate: 'a certificate of the public key, signed by itself',
};

const table = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`);
};

/** As a shell takes it: quoted where it has to be. */
const quote = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

const files = ({ key, pathOf, passphraseVariable }: Advised): string[] => {
  const encrypted = passphraseVariable === undefined ? '' : ', encrypted with your passphrase';
  const rows = key.files.map(({ form }): [string, string] => [
    pathOf(form) ?? '',
    descriptions[form] + (form === 'private key' ? encrypted : ''),
  ]);
  return [`A new key for ${key.algorithm}:`, ...table(rows)];
};

const names = ({ keyId, certificate }: NewKey): string[] => {
  const rows: [string, string][] = keyId === undefined ? [] : [['kid', keyId]];
  if (certificate !== undefined) {
    const { x5t, x5tS256, thumbprint, until } = certificate;
    rows.push(['x5t', x5t], ['x5t#S256', x5tS256], ['thumbprint', thumbprint], ['valid until', until]);
  }
  return rows.length === 0 ? [] : ['', ...table(rows)];
};

const generalRegistration = ({ keyId }: NewKey): string[] =>
  keyId === undefined
    ? [
        'The authorization server needs the same secret. Most servers make it themselves: then take theirs, and delete this file.',
      ]
    : [
        'Give the authorization server the public key, in the form that it asks for.',
        `Where it wants a key id, declare it beside the algorithm: keyId: '${keyId}'.`,
      ];

const registration = ({ key, pathOf, facts }: Advised): string[] => {
  const { formats = [], where } = facts?.registration ?? {};
  if (facts === undefined || where === undefined || key.keyId === undefined) return generalRegistration(key);
  const paths = formats.flatMap((format) => pathOf(format) ?? []);
  const taken = paths.length === 0 ? list(formats) : `${list(formats)}: ${list(paths)}`;
  return [`${facts.name} takes the public key as ${taken}.`, where];
};

/** Where the other values of the provider's environment are found. */
const otherValues = (keyVariable: string, facts: PresetFacts | undefined): string[] => {
  const found = Object.entries(facts?.whereToFind ?? {}).filter(([name]) => name !== keyVariable);
  return found.length === 0 ? [] : ['', 'The other values:', ...table(found)];
};

/** How the key gets into a login. */
const use = ({ key, pathOf, facts, passphraseVariable }: Advised): string[] => {
  const variable = keyVariableOf(key.algorithm);
  const path = pathOf(key.keyId === undefined ? 'secret' : 'private key') ?? '';
  const passphrase = `${variable}_passphrase`;
  const encrypted =
    passphraseVariable === undefined
      ? []
      : [`The key is encrypted: declare passphrase: '${passphrase}', a variable that gets the passphrase.`];
  const given =
    passphraseVariable === undefined ? '' : `${variableName(passphrase)}="$${passphraseVariable}" `;
  return [
    '',
    `In Postman, ${variable} gets the text of ${path}: as current value, never as the shared one.`,
    'Unattended:',
    `  ${variableName(variable)}="$(cat ${quote(path)})" ${given}npx postsmith run <collection> -e <environment>`,
    ...encrypted,
    ...otherValues(variable, facts),
  ];
};

/** Everything there is to say about a new key; never the key itself. Ends with a line feed. */
export const adviseOn = (advised: Advised): string =>
  [...files(advised), ...names(advised.key), '', ...registration(advised), ...use(advised), ''].join('\n');

/** Where a provider's key comes from that makes it itself. Ends with a line feed. */
export const adviseElsewhere = ({
  name,
  registration: { where } = { formats: [], where: '' },
  whereToFind,
}: PresetFacts): string => {
  const found = Object.entries(whereToFind);
  return [
    `${name} makes the key itself; none was made here.`,
    where,
    ...(found.length === 0 ? [] : table(found)),
    '',
  ].join('\n');
};
