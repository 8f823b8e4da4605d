/** Calls modules of the login one by one, bundled as a build does it, in the real sandboxes. */

import { fileURLToPath } from 'node:url';
import { bundleEntry } from '../../src/bundle/bundle.ts';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';
import { engines, openSandbox, type Engine, type Sandbox } from './sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const login = fileURLToPath(new URL('../../scripts/login', import.meta.url));

/** What a call came to. */
export interface Called {
  readonly value: unknown;
  /** The end of the sentence that the login would say; '' when nothing is wrong. */
  readonly problem: string;
}

/**
 * A script that evaluates `expression`, in which `input` is what the call is given, and keeps what comes of it.
 *
 * @param imports names of exports by module, below the login's folder
 */
export const moduleScript = async (
  imports: Readonly<Record<string, string>>,
  expression: string,
): Promise<string> => {
  const lines = Object.entries({ 'keys/key': 'KeyProblem', ...imports }).map(
    ([module, names]) => `import { ${names} } from ${JSON.stringify(`${login}/${module}.ts`)};`,
  );
  const source = `${lines.join('\n')}
    const input = JSON.parse(pm.environment.get('input'));
    try {
      pm.environment.set('value', JSON.stringify(${expression}));
    } catch (error) {
      pm.environment.set('problem', error instanceof KeyProblem ? error.message : 'unforeseen: ' + error);
    }`;
  return (await bundleEntry({ source, resolveDir: root, label: 'test', root })).text;
};

/** Both sandboxes, opened once for a file of tests. */
export class Sandboxes {
  readonly #open = new Map<Engine, Sandbox>();

  async open(): Promise<void> {
    for (const engine of engines) this.#open.set(engine, await openSandbox(engine));
  }

  close(): void {
    for (const sandbox of this.#open.values()) sandbox.close();
  }

  /** Runs a script of `moduleScript`. What it prints would be printed in people's consoles: it must be nothing. */
  async call(engine: Engine, script: string, input: object): Promise<Called> {
    const outcome = await this.#open
      .get(engine)
      ?.run(script, { environment: { input: JSON.stringify(input) } });
    if (outcome === undefined) throw new Error(`${engine} is not open`);
    const { environment, error, console } = outcome;
    if (error !== '' || console.length > 0) throw new Error([error, ...console].join('\n'));
    const { value, problem = '' } = environment;
    return { value: value === undefined ? undefined : JSON.parse(value), problem };
  }
}

/** What reads `input.key` for an algorithm, and the modules that it needs. */
const readerOf = (
  algorithm: SigningAlgorithm,
): { readonly imports: Readonly<Record<string, string>>; readonly call: string } => {
  const wanted = `{ algorithm: '${algorithm}', keyId: '', passphrase: '', ...input }`;
  return algorithm.startsWith('HS')
    ? {
        imports: { 'keys/shared-secret': 'readSharedSecret' },
        call: `readSharedSecret(input.key, ${wanted})`,
      }
    : {
        imports: { 'keys/private-key': 'readPrivateKey', 'sandbox-crypto': 'decrypt' },
        call: `readPrivateKey(input.key, ${wanted}, 'passphrase' in input ? decrypt : undefined)`,
      };
};

/** Reads `input.key` as the login does, and returns it with bytes in hexadecimal. */
export const readerScript = (algorithm: SigningAlgorithm): Promise<string> => {
  const { imports, call } = readerOf(algorithm);
  return moduleScript(
    { ...imports, bytes: 'hex' },
    `(({ type, secret, integers, keyId }) => ({ type, secret: hex(secret), integers: (integers || []).map(hex), keyId }))(${call})`,
  );
};

const families: Readonly<Record<string, string>> = {
  ES: 'ecdsa',
  Ed: 'eddsa',
  HS: 'hmac',
  RS: 'rsa',
  PS: 'rsa',
};

/** Signs `input.message` with `input.key`. */
export const signerScript = (algorithm: SigningAlgorithm): Promise<string> => {
  const { imports, call } = readerOf(algorithm);
  const family = families[algorithm.slice(0, 2)];
  return moduleScript(
    { ...imports, [`jwt/sign/${family}`]: algorithm, bytes: 'base64url, utf8' },
    `base64url(${algorithm}.sign(utf8(input.message), ${call}))`,
  );
};
