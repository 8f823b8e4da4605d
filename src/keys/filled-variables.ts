/** Which variables of a login a new key fills, and what its declaration has to say of them. */

import { keyVariableOf } from '../oauth/signed-jwt.ts';
import type { PresetFacts } from '../presets/preset.ts';
import type { KeyForm, NewKey } from './key-files.ts';

/** The facts of a preset that concern keys. */
export type KeyFacts = Pick<
  PresetFacts,
  'name' | 'algorithms' | 'environment' | 'whereToFind' | 'registration'
>;

/** Names of the environment's variables that hold the word. */
const variablesWith = ({ environment }: KeyFacts, word: string): readonly string[] =>
  Object.keys(environment).filter((name) => name.includes(word));

/** Where the values of the environment's variables are found, in their order, but for the `known` ones. */
export const placesOfValues = (
  { environment, whereToFind }: KeyFacts,
  known: readonly string[],
): readonly (readonly [variable: string, place: string])[] =>
  Object.keys(environment).flatMap((name) => {
    const place = whereToFind[name];
    return place === undefined || known.includes(name) ? [] : [[name, place]];
  });

/** What the advice is about. */
export interface Advised {
  readonly key: NewKey;
  /** The path by which the user can name a file of the key. */
  readonly pathOf: (form: KeyForm) => string | undefined;
  readonly facts?: KeyFacts;
  /** The name under which a variable is set in the process environment. */
  readonly processName: (variable: string) => string;
  /** Name of the process variable that holds the passphrase of the private key. */
  readonly passphraseVariable?: string;
}

/** A variable and what it gets: in words for a form, and as a shell sets it. */
export interface FilledVariable {
  readonly name: string;
  readonly gets: string;
  readonly shellValue: string;
  /** The file whose text is the value; absent where `shellValue` is it. */
  readonly form?: KeyForm;
  /** What a declaration has to say, with its occasion; nothing where a preset says it. */
  readonly declaration?: readonly [setting: string, occasion: string];
}

/** As a shell takes it: quoted where it has to be. */
const quote = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

const fromFile = (name: string, path: string, form: KeyForm): FilledVariable => ({
  name,
  form,
  gets: `the text of ${path}`,
  shellValue: `"$(cat ${quote(path)})"`,
});

/** For a login that reads no encrypted key. */
const decrypted = (name: string, path: string, passphraseVariable: string): FilledVariable => {
  const command = `openssl pkey -in ${quote(path)}`;
  return {
    name,
    gets: `what this prints: ${command}`,
    shellValue: `"$(${command} -passin env:${passphraseVariable})"`,
  };
};

/** The secret of an HS algorithm. */
const bySecret = (name: string, { pathOf }: Advised): FilledVariable[] => [
  fromFile(name, pathOf('secret') ?? '', 'secret'),
];

/** The private key, and its passphrase. */
const byPrivateKey = (
  name: string,
  { key, pathOf, facts, passphraseVariable }: Advised,
): FilledVariable[] => {
  const path = pathOf('private key') ?? '';
  const filled = fromFile(name, path, 'private key');
  const passphrase = { gets: 'the passphrase', shellValue: `"$${passphraseVariable ?? ''}"` };
  if (facts === undefined) {
    const setting = `keyId: '${key.keyId ?? ''}'`;
    const named: FilledVariable = {
      ...filled,
      declaration: [setting, 'where the server wants to be told the key'],
    };
    if (passphraseVariable === undefined) return [named];
    const variable = `${name}_passphrase`;
    return [
      named,
      {
        name: variable,
        ...passphrase,
        declaration: [`passphrase: '${variable}'`, 'as the key is encrypted'],
      },
    ];
  }
  // The provider's key file holds the key.
  if (!(name in facts.environment)) return [];
  if (passphraseVariable === undefined) return [filled];
  const [variable] = variablesWith(facts, 'passphrase');
  return variable === undefined
    ? [decrypted(name, path, passphraseVariable)]
    : [filled, { name: variable, ...passphrase }];
};

/** The key's id, at a provider that takes it from the JWK. */
const byKeyId = ({ key, facts }: Advised): FilledVariable[] => {
  const [form] = facts?.registration?.formats ?? [];
  const { keyId } = key;
  if (facts === undefined || keyId === undefined || !['JWK', 'JWK set'].includes(form ?? '')) return [];
  return variablesWith(facts, 'key_id').map((name) => ({ name, gets: keyId, shellValue: keyId }));
};

const byCertificate = ({ pathOf, facts }: Advised): FilledVariable[] => {
  const path = pathOf('certificate');
  if (path === undefined) return [];
  if (facts !== undefined)
    return variablesWith(facts, 'certificate').map((name) => fromFile(name, path, 'certificate'));
  const name = 'client_certificate';
  const setting = `certificate: { variable: '${name}', headers: ['x5t#S256'] }`;
  return [
    {
      ...fromFile(name, path, 'certificate'),
      declaration: [setting, 'where the server wants to be told the certificate'],
    },
  ];
};

/** The variables that the key, its passphrase, its id and its certificate go into. */
export const filledVariables = (advised: Advised): readonly FilledVariable[] => {
  const name = keyVariableOf(advised.key.algorithm);
  return advised.key.keyId === undefined
    ? bySecret(name, advised)
    : [...byPrivateKey(name, advised), ...byKeyId(advised), ...byCertificate(advised)];
};
