/** What to do with a new key: which file goes where, for a provider or in general. */

import {
  filledVariables,
  placesOfValues,
  type Advised,
  type FilledVariable,
  type KeyFacts,
} from './filled-variables.ts';
import { listOf } from '../values/fields.ts';
import type { KeyForm, NewKey } from './key-files.ts';

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
    : ['Give the authorization server the public key, in the form that it asks for.'];

/** Where the public half goes; lines. */
export const adviseRegistration = ({ key, pathOf, facts }: Advised): readonly string[] => {
  const { formats = [], where } = facts?.registration ?? {};
  if (facts === undefined || where === undefined || key.keyId === undefined) return generalRegistration(key);
  const paths = formats.flatMap((format) => pathOf(format) ?? []);
  const taken = paths.length === 0 ? listOf(formats) : `${listOf(formats)}: ${listOf(paths)}`;
  return [`${facts.name} takes the public key as ${taken}.`, where];
};

const algorithmSetting = ({ key: { algorithm, keyId }, facts }: Advised): string[] => {
  const [own = algorithm] = facts?.algorithms ?? [];
  if (keyId === undefined || facts?.registration === undefined || own === algorithm) return [];
  return [`Tell the preset, whose own algorithm is ${own}: { algorithm: '${algorithm}' }.`];
};

/** How the key gets into a login. */
const use = (filled: readonly FilledVariable[], { processName }: Advised): string[] => {
  const settings = filled.map(({ name, shellValue }) => `${processName(name)}=${shellValue}`);
  const declarations = filled.flatMap(({ declaration }) => (declaration === undefined ? [] : [declaration]));
  return [
    '',
    "In Postman's environment, as current values, never as shared ones:",
    ...table(filled.map(({ name, gets }) => [name, gets])),
    'Unattended:',
    `  ${settings.join(' ')} npx postsmith run <collection> -e <environment>`,
    ...(declarations.length === 0
      ? []
      : ['In the declaration, beside the algorithm:', ...table(declarations)]),
  ];
};

/** Everything there is to say about a new key; never the key itself. Ends with a line feed. */
export const adviseOn = (advised: Advised): string => {
  const { key, facts } = advised;
  const filled = filledVariables(advised);
  const known = filled.map(({ name }) => name);
  const others = facts === undefined ? [] : placesOfValues(facts, known);
  return [
    ...files(advised),
    ...names(key),
    '',
    ...adviseRegistration(advised),
    ...algorithmSetting(advised),
    ...(filled.length === 0 ? [] : use(filled, advised)),
    ...(others.length === 0 ? [] : ['', 'The other values:', ...table(others)]),
    '',
  ].join('\n');
};

/** Where a provider's key comes from that makes it itself. Ends with a line feed. */
export const adviseElsewhere = (facts: KeyFacts): string =>
  [
    `${facts.name} makes the key itself; none was made here.`,
    ...(facts.registration === undefined ? [] : [facts.registration.where]),
    ...table(placesOfValues(facts, [])),
    '',
  ].join('\n');
