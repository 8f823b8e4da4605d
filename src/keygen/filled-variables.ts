/** Which variables of a login a new key fills, and what its declaration has to say of them. */

import { keyVariableOf } from '../declare/authorization.ts';
import type { PresetFacts } from '../presets/preset.ts';
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

/** A variable and what it gets: in words for a form, and as a shell sets it. */
export interface FilledVariable {
  readonly name: string;
  readonly gets: string;
  readonly shellValue: string;
  /** What a declaration has to say, with its occasion; nothing where a preset says it. */
  readonly declaration?: readonly [setting: string, occasion: string];
}

/** As a shell takes it: quoted where it has to be. */
const quote = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

const fromFile = (name: string, path: string): FilledVariable => ({
  name,
  gets: `the text of ${path}`,
  shellValue: `"$(cat ${quote(path)})"`,
});

const variablesOf = ({ environment }: PresetFacts, word: string): string[] =>
  Object.keys(environment).filter((name) => name.includes(word));

const byPassphrase = ({ facts, passphraseVariable }: Advised, key: string): FilledVariable[] => {
  if (passphraseVariable === undefined) return [];
  const filled = { gets: 'the passphrase', shellValue: `"$${passphraseVariable}"` };
  const [declared] = facts === undefined ? [] : variablesOf(facts, 'passphrase');
  if (declared !== undefined) return [{ name: declared, ...filled }];
  const name = `${key}_passphrase`;
  return [{ name, ...filled, declaration: [`passphrase: '${name}'`, 'as the key is encrypted'] }];
};

const byCertificate = ({ pathOf, facts }: Advised): FilledVariable[] => {
  const path = pathOf('certificate');
  if (path === undefined) return [];
  if (facts !== undefined) return variablesOf(facts, 'certificate').map((name) => fromFile(name, path));
  const name = 'client_certificate';
  const setting = `certificate: { variable: '${name}', headers: ['x5t#S256'] }`;
  return [
    { ...fromFile(name, path), declaration: [setting, 'where the server wants to be told the certificate'] },
  ];
};

/** The variables that the key, its passphrase and its certificate go into. */
export const filledVariables = (advised: Advised): readonly FilledVariable[] => {
  const { algorithm, keyId } = advised.key;
  const name = keyVariableOf(algorithm);
  const key = fromFile(name, advised.pathOf(keyId === undefined ? 'secret' : 'private key') ?? '');
  const named: FilledVariable =
    advised.facts !== undefined || keyId === undefined
      ? key
      : { ...key, declaration: [`keyId: '${keyId}'`, 'where the server wants to be told the key'] };
  return [named, ...byPassphrase(advised, name), ...byCertificate(advised)];
};
