/** A proposed authorization: as a tree of calls, as the text of a TypeScript file, and as what that would export. */

import {
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtBearer,
  jwtClientSecret,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
} from '../oauth/authorization.ts';
import type { Authorization } from '../oauth/grants.ts';
import { isRecord, type Json } from '../values/json.ts';

/** The constructors that a proposal may call. */
const CONSTRUCTORS = {
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtBearer,
  jwtClientSecret,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
};

/** A call of one of Postsmith's constructors. */
export interface Call {
  readonly call: keyof typeof CONSTRUCTORS;
  readonly options?: { readonly [name: string]: Json | Call | undefined };
  /** In place of options. */
  readonly argument?: Call;
}

/** A login as a declaration. */
export interface Proposal {
  readonly call: Call;
  /** Sentences on what it does not say, or says otherwise. */
  readonly unclear: readonly string[];
  /** Values that stand in scripts, for the variables in which they belong; '' for secrets. */
  readonly found: ReadonlyMap<string, string>;
}

const present = (options: Call['options'] = {}): Record<string, Json | Call> =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

const isCall = (value: Json | Call): value is Call => isRecord(value) && typeof value['call'] === 'string';

/** Makes the authorization that the call would return. */
export const authorizationOf = (call: Call): Authorization => makeCall(call) as Authorization;

const makeCall = ({ call, options, argument }: Call): unknown => {
  // Which of them takes which options is what the check looks at.
  const construct = CONSTRUCTORS[call] as (given: unknown) => unknown;
  if (argument !== undefined) return construct(makeCall(argument));
  return construct(
    Object.fromEntries(
      Object.entries(present(options)).map(([name, value]) => [
        name,
        isCall(value) ? makeCall(value) : value,
      ]),
    ),
  );
};

/** The names of the constructors in a call. */
const namesIn = ({ call, options, argument }: Call): string[] => [
  call,
  ...(argument === undefined ? [] : namesIn(argument)),
  ...Object.values(present(options)).flatMap((value) => (isCall(value) ? namesIn(value) : [])),
];

const quote = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

const printValue = (value: Json | Call, indent: string): string => {
  if (isCall(value)) return printCall(value, indent);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map((each: Json) => printValue(each, indent)).join(', ')}]`;
  return isRecord(value) ? printMembers(value, indent) : String(value);
};

const printMembers = (members: Readonly<Record<string, unknown>>, indent: string): string => {
  const inner = `${indent}  `;
  // What a proposal holds is JSON and calls.
  const lines = Object.entries(members).map(
    ([name, value]) =>
      `${inner}${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)}: ${printValue(value as Json | Call, inner)},\n`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
};

const printCall = ({ call, options, argument }: Call, indent: string): string => {
  if (argument !== undefined) return `${call}(${printCall(argument, indent)})`;
  const members = present(options);
  return `${call}(${Object.keys(members).length === 0 ? '' : printMembers(members, indent)})`;
};

/** The declaration as the text of a TypeScript file; what it doesn't say stands before it as comments. */
export const printProposal = ({ call, unclear }: Proposal): string => {
  const names = [...new Set(namesIn(call))].sort();
  const comments = unclear
    .map(
      (sentence) => `// ${sentence.charAt(0).toUpperCase()}${sentence.slice(1).replaceAll(/\s+/g, ' ')}.\n`,
    )
    .join('');
  return `import { ${names.join(', ')} } from 'postsmith';\n\n${comments}export default ${printCall(call, '')};\n`;
};
