/** The tool's own programs: those of the login, the same text for equal parts, and that of contracts; bundled once in a process. */

import { join } from 'node:path';
import { bundleEntry, type BundledScript } from './bundle.ts';
import { keptBundle } from './kept-bundles.ts';
import { tool } from './packages.ts';
import { parametersName } from './syntax.ts';

const folder = join(tool.folder, 'scripts/login');

const literal = (value: string): string => JSON.stringify(value);

const moduleAt = (path: string): string => literal(`${folder}/${path}.ts`);

const after = (parts: readonly string[], prefix: string): string[] =>
  parts.filter((part) => part.startsWith(prefix)).map((part) => part.slice(prefix.length));

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

/** Parts of which there is one: the part, what the program calls it, and where it is. */
const SINGLE = [
  ['jwt', 'jwt', 'jwt/jwt'],
  ['jwt', 'jwtTools', 'jwt/sandbox-tools'],
  ['key/private', 'readPrivateKey', 'keys/private-key'],
  ['key/secret', 'readSharedSecret', 'keys/shared-secret'],
  ['certificate', 'certificateHeaders', 'jwt/certificate'],
  ['person', 'standAside', 'person'],
  ['host', 'settleHost', 'host'],
  ['several-ways', 'tellTogether', 'several-ways'],
  ['json', 'encode', 'json'],
] as const;

/** An entry of imports and one call. */
const loginSource = (parts: readonly string[]): string => {
  const methods = after(parts, 'client/');
  const single = SINGLE.filter(([part]) => parts.includes(part));
  return [
    `import { login } from ${moduleAt('login')};`,
    ...methods.map(
      (method, at) =>
        `import { authenticate as client${at} } from ${moduleAt(`client-authentication/${method}`)};`,
    ),
    ...single.map(([, name, module]) => `import { ${name} } from ${moduleAt(module)};`),
    `login(${parametersName}, {`,
    `  clientAuthentications: { ${methods.map((method, at) => `${literal(method)}: client${at}`).join(', ')} },`,
    `  signers: { ${after(parts, 'sign/')
      .map((algorithm) => `${algorithm}: () => import(${signerAt(algorithm)})`)
      .join(', ')} },`,
    `  ${single.map(([, name]) => name).join(', ')}`,
    '});',
  ].join('\n');
};

const renewalSource = (isPersons: boolean): string =>
  [
    `import { renew } from ${moduleAt('renew')};`,
    ...(isPersons ? [`import { sentToken } from ${moduleAt('person')};`] : []),
    `renew(${parametersName}, { ${isPersons ? 'sentToken' : ''} });`,
  ].join('\n');

const program = (source: string, label: string): Promise<BundledScript> =>
  keptBundle(source, () =>
    bundleEntry({ source, resolveDir: folder, label, root: tool.folder, parameterised: true }),
  );

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

/** Modules of the programs that go with an API's description, each with the function that is called with the parameters. */
const DESCRIBED = {
  contract: ['contract/contract', 'holdToContract'],
  'tastypie-guard': ['tastypie/guard', 'guard'],
  'tastypie-follow': ['tastypie/follow', 'follow'],
} as const;

/** What runs before or after each request of a collection that was made of a description. */
export const describedProgram = (name: keyof typeof DESCRIBED): Promise<BundledScript> => {
  const [module, called] = DESCRIBED[name];
  return program(
    `import { ${called} } from ${literal(join(tool.folder, `scripts/${module}.ts`))};\n${called}(${parametersName});`,
    `postsmith ${name.replace('-', ' ')}`,
  );
};
