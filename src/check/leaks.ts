/** Refuses artifacts that would hold a secret: the last look before anything is written. */

import { isRecord } from '../values/json.ts';
import {
  isPlaceholderOnly,
  isSecretName,
  isSecretUnder,
  isSecretValue,
  secretIn,
  secretInText,
} from '../values/secret-patterns.ts';
import { recallNothing } from '../values/recall.ts';
import { PostsmithError } from '../errors.ts';

/** A file that is about to be written. */
interface GeneratedFile {
  readonly path: string;
  /** JSON. */
  readonly content: string;
}

/** A literal that is handed over under a secret's name: `pm.environment.set("client_secret", "…")`, `apiKey: "…"`. */
const assignment =
  /(?:\bset\(\s*|[{,;\s])["']?(?<name>[A-Za-z][\w-]*)["']?\s*[,:=]\s*["'](?<value>[^"'`\\{}\s]{6,})["']/g;

/** What in a script's code is a secret. */
const secretInCode = (code: string, publicValues: readonly string[]): string | undefined => {
  const found = secretIn(code, publicValues);
  if (found !== undefined) return found;
  for (const { groups } of code.matchAll(assignment)) {
    const { name = '', value = '' } = groups ?? {};
    if (isSecretUnder(name, value, publicValues)) return `a value of ${name}`;
  }
  return undefined;
};

/** What is wrong with an object that is a name and its value: a variable, header, parameter or auth attribute. */
const secretInPair = (
  record: Readonly<Record<string, unknown>>,
  publicValues: readonly string[],
): string | undefined => {
  const { key, value, type } = record;
  if (typeof key !== 'string' || typeof value !== 'string') return undefined;
  if (type === 'secret' && value !== '') return `a value of the secret variable ${key}`;
  if (!isSecretName(key) || publicValues.includes(value)) return undefined;
  const isVariable = type !== undefined;
  const isSecret = isVariable ? !isPlaceholderOnly(value) : isSecretValue(value, publicValues);
  return isSecret ? `a value of ${key}` : undefined;
};

/** RFC 7518 §6: the private part of a key that was written as an object. */
const secretInKey = ({ kty, d, k }: Readonly<Record<string, unknown>>): string | undefined =>
  typeof kty === 'string' && (typeof d === 'string' || typeof k === 'string')
    ? 'a private key (JWK)'
    : undefined;

interface Finding {
  /** `item[0].request.header[1]` */
  readonly place: string;
  readonly what: string;
}

const isCode = (value: unknown, place: string): value is readonly string[] =>
  place.endsWith('.script.exec') && Array.isArray(value) && value.every((line) => typeof line === 'string');

function* findingsIn(value: unknown, place: string, publicValues: readonly string[]): Generator<Finding> {
  const what =
    typeof value === 'string'
      ? secretInText(value, publicValues)
      : isCode(value, place)
        ? secretInCode(value.join('\n'), publicValues)
        : isRecord(value)
          ? (secretInPair(value, publicValues) ?? secretInKey(value))
          : undefined;
  if (what !== undefined) {
    yield { place, what };
    return;
  }
  if (typeof value !== 'object' || value === null || isCode(value, place)) return;
  for (const [key, inner] of Object.entries(value)) {
    const step = Array.isArray(value) ? `[${key}]` : place === '' ? key : `.${key}`;
    yield* findingsIn(inner, place + step, publicValues);
  }
}

/**
 * Places that hold what looks like a secret; never what they hold.
 *
 * @param publicValues what the declarations call public
 */
export const secretPlaces = (value: unknown, publicValues: readonly string[] = []): readonly Finding[] => [
  ...findingsIn(value, '', publicValues),
];

const tell = (path: string, { place, what }: Finding): string =>
  `${path}: ${place === '' ? 'the file' : place} holds what looks like ${what}`;

/**
 * Looks into every text of every file, scripts included. The message never holds what was found.
 *
 * @param publicValues what the declarations call public
 * @throws PostsmithError SECRET_IN_ARTIFACT, with every place
 */
export const refuseSecrets = (
  files: readonly GeneratedFile[],
  publicValues: readonly string[] = [],
  recall = recallNothing,
): void => {
  const problems = files.flatMap(({ path, content }) =>
    recall(`secrets ${path}`, [content, ...publicValues], () =>
      secretPlaces(JSON.parse(content), publicValues).map((finding) => tell(path, finding)),
    ),
  );
  if (problems.length === 0) return;
  throw new PostsmithError(
    'SECRET_IN_ARTIFACT',
    'Nothing was written, as a generated file would hold a secret. Declare it with secret() in an environment and ' +
      'use its {{placeholder}}; in an example, write a stand-in such as <token>. A value that everybody may know, such as ' +
      "a demo key, passes when the collection or environment lists it: publicValues: ['…'].",
    { problems },
  );
};
