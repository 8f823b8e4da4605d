/** The programs of the login: the same text for equal parts, bundled once in a process. */

import { join } from 'node:path';
import { bundleEntry, type BundledScript, parametersName } from './bundle.ts';
import { tool } from './packages.ts';

const folder = join(tool.folder, 'scripts/login');

const literal = (value: string): string => JSON.stringify(value);

const moduleAt = (path: string): string => literal(`${folder}/${path}.ts`);

const after = (parts: readonly string[], prefix: string): string[] =>
  parts.filter((part) => part.startsWith(prefix)).map((part) => part.slice(prefix.length));

/** Where the keys of a family are read. */
const KEY_READERS: Readonly<Record<string, readonly [module: string, name: string]>> = {
  curve: ['keys/encrypted-curve-key', 'readEncryptedCurveKey'],
  rsa: ['keys/encrypted-rsa-key', 'readEncryptedRsaKey'],
  secret: ['keys/shared-secret', 'readSharedSecret'],
};

/** Which file of `jwt/sign` exports the algorithms that begin so. */
const SIGNERS: Readonly<Record<string, string>> = {
  ES: 'ecdsa',
  Ed: 'eddsa',
  HS: 'hmac',
  RS: 'rsa',
  PS: 'rsa',
};

/** A module that exports nothing but the signer of an algorithm. */
const signerAt = (algorithm: string): string =>
  literal(`${folder}/jwt/sign/${SIGNERS[algorithm.slice(0, 2)]}.ts?${algorithm}`);

/** Parts of which there is one: what the program calls each, and where it is. */
const SINGLE = [
  ['jwt', 'jwt', 'jwt/jwt', 'jwt'],
  ['certificate', 'certificate', 'jwt/certificate', 'certificateHeaders'],
  ['person', 'person', 'person', 'person'],
  ['host', 'settleHost', 'host', 'settleHost'],
  ['several-ways', 'tellTogether', 'several-ways', 'tellTogether'],
  ['json', 'encode', 'json', 'encodeJson'],
] as const;

/** An entry of imports and one call. */
const loginSource = (parts: readonly string[]): string => {
  const single = SINGLE.filter(([part]) => parts.includes(part));
  const methods = after(parts, 'client/');
  const families = after(parts, 'key/');
  return [
    `import { login } from ${moduleAt('login')};`,
    ...methods.map(
      (method, at) =>
        `import { authenticate as client${at} } from ${moduleAt(`client-authentication/${method}`)};`,
    ),
    ...families.map((family) => {
      const [module = '', name = ''] = KEY_READERS[family] ?? [];
      return `import { ${name} as ${family} } from ${moduleAt(module)};`;
    }),
    ...single.map(([, member, module, name]) => `import { ${name} as ${member} } from ${moduleAt(module)};`),
    `login(${parametersName}, {`,
    `  clientAuthentications: { ${methods.map((method, at) => `${literal(method)}: client${at}`).join(', ')} },`,
    `  signers: { ${after(parts, 'sign/')
      .map((algorithm) => `${algorithm}: () => import(${signerAt(algorithm)})`)
      .join(', ')} },`,
    `  readKey: { ${families.join(', ')} },`,
    `  ${single.map(([, member]) => member).join(', ')}`,
    '});',
  ].join('\n');
};

const renewalSource = (isPersons: boolean): string =>
  [
    `import { renew } from ${moduleAt('renew')};`,
    ...(isPersons ? [`import { sentToken } from ${moduleAt('person')};`] : []),
    `renew(${parametersName}, { ${isPersons ? 'sentToken' : ''} });`,
  ].join('\n');

const programs = new Map<string, Promise<BundledScript>>();

const program = (source: string, label: string): Promise<BundledScript> => {
  const known = programs.get(source);
  if (known !== undefined) return known;
  const made = bundleEntry({ source, resolveDir: folder, label, root: tool.folder, parameterised: true });
  programs.set(source, made);
  return made;
};

/** What logs a collection in, before each request; its parameters are a login configuration. */
export const loginProgram = (parts: readonly string[]): Promise<BundledScript> =>
  program(loginSource(parts), 'postsmith login');

/** What drops and renews a token that the API rejects, after each response; its parameters are a renewal configuration. */
export const renewalProgram = (isPersons: boolean): Promise<BundledScript> =>
  program(renewalSource(isPersons), 'postsmith renewal');

/** What refuses a request for which too little was granted. */
export const requireScopeProgram = (): Promise<BundledScript> =>
  program(
    `import requireScope from ${moduleAt('require-scope')};\nrequireScope(${parametersName});`,
    'postsmith scope',
  );
