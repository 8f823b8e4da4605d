/** Values for a declared environment, from the process environment and a `.env` file. */

import type { PostmanEnvironment } from '../format/environment.ts';
import { isSystemName, variableNames } from '../values/variable-name.ts';

interface Sources {
  readonly process: Readonly<Record<string, string | undefined>>;
  readonly file: ReadonlyMap<string, string>;
  /** Values that commands have printed, by variable. */
  readonly commands: ReadonlyMap<string, string>;
}

/** Which variables got their values from where: names, never values. */
interface FilledEnvironment {
  readonly environment: PostmanEnvironment;
  readonly fromProcess: readonly string[];
  readonly fromFile: readonly string[];
  readonly fromCommand: readonly string[];
  /** Those that have the value of the environment itself. */
  readonly declared: readonly string[];
  /** Those whose name the process has, but only as systems set it, and that got their value from nowhere else. */
  readonly passedOver: readonly string[];
}

type Source = keyof Omit<FilledEnvironment, 'environment'>;

/** The first value that is not empty. */
const firstValue = (
  names: readonly string[],
  read: (name: string) => string | undefined,
): string | undefined => names.map(read).find((value) => value !== undefined && value !== '');

/** Where a variable gets its value from, and which it is. */
const find = (key: string, own: string, sources: Sources): { source?: Source; value: string } => {
  const names = variableNames(key);
  const inProcess = (counted: readonly string[]) => firstValue(counted, (name) => sources.process[name]);
  const processValue = inProcess(isSystemName(key) ? names.slice(0, 1) : names);
  if (processValue !== undefined) return { source: 'fromProcess', value: processValue };
  const fileValue = firstValue(names, (name) => sources.file.get(name));
  if (fileValue !== undefined) return { source: 'fromFile', value: fileValue };
  const printed = sources.commands.get(key);
  if (printed !== undefined) return { source: 'fromCommand', value: printed };
  if (inProcess(names) !== undefined) return { source: 'passedOver', value: own };
  return own === '' ? { value: '' } : { source: 'declared', value: own };
};

/**
 * Only variables that the environment declares are filled. As with dotenv, the process environment wins over the file; in
 * each, the name with our prefix is looked for first, then the upper-case name, then the variable's own. A name that systems
 * set themselves counts only with the prefix. An empty value counts as none.
 */
export const fillEnvironment = (environment: PostmanEnvironment, sources: Sources): FilledEnvironment => {
  const found = environment.values.map((variable) => ({
    variable,
    ...find(variable.key, variable.value, sources),
  }));
  const from = (wanted: Source): string[] =>
    found.filter(({ source }) => source === wanted).map(({ variable }) => variable.key);
  return {
    environment: { ...environment, values: found.map(({ variable, value }) => ({ ...variable, value })) },
    fromProcess: from('fromProcess'),
    fromFile: from('fromFile'),
    fromCommand: from('fromCommand'),
    declared: from('declared'),
    passedOver: from('passedOver'),
  };
};

const SECRET_NAME =
  /secret|passw(?:or)?d|passphrase|passcode|pwd|credential|(?:api|private|access|account|subscription|auth)[-_]?key|token|jwt|assertion|cookie|session[-_]?id|(?<![a-z])(?:pin|otp)(?![a-z])/i;

/** An address is none, whatever it leads to, nor what is told of a token: `token_url`, `token_type`, `token_lifetime`. */
const HARMLESS_NAME = /(?:url|uri|endpoint|host|type|lifetime|expires(?:_(?:in|at))?)$/i;
/** They say whether there is one. */
const SWITCH = /^(?:true|false)$/i;

/** Variables whose values must not be shown: those of Postman's type `secret`, and those whose name says it. */
export const secretsOf = ({ values }: PostmanEnvironment): readonly { name: string; value: string }[] =>
  values
    .filter(
      ({ key, type, value }) =>
        type === 'secret' || (SECRET_NAME.test(key) && !HARMLESS_NAME.test(key) && !SWITCH.test(value)),
    )
    .map(({ key, value }) => ({ name: key, value }));
