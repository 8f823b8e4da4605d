/** `postsmith keygen`: a key pair for a client, and what to do with it. */

import { relative, resolve, sep } from 'node:path';
import type { KeyForm, NewKey } from '../keys/key-files.ts';
import type { ClientCertificate } from '../keys/certificate.ts';
import { parseJson } from '../values/json.ts';
import type { CommandContext, CommandInput, CommandModule } from './command.ts';
import { printJson } from './json.ts';

/** Below the current folder, unless --out names another. */
const DEFAULT_FOLDER = 'keys';

/** What `--json` prints: never a private key or a secret, but where it is. */
export type KeygenJson =
  | {
      readonly algorithm: string;
      /** The `kid`; a shared secret has none. */
      readonly keyId?: string;
      readonly files: readonly {
        readonly form: KeyForm;
        readonly path: string;
        readonly isSecret: boolean;
      }[];
      /** The public key (RFC 7517 §5). */
      readonly jwkSet?: unknown;
      readonly certificate?: ClientCertificate;
    }
  /** The provider makes the key itself: exit code 1. */
  | { readonly madeBy: string };

const command = {
  name: 'keygen',
  parameters: '[algorithm] [--preset <preset>] [options]',
  description: `<algorithm> is HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 or EdDSA
(Ed25519); with --preset it is the provider's own unless given.

Writes, into a folder for you alone, <name>.private.pem (PKCS#8, readable by its owner only) and the public key as
<name>.public.pem, <name>.public.jwk.json and <name>.public.jwks.json; <name>.certificate.pem where a certificate is
wanted; for HS256, HS384 and HS512 only <name>.secret, a random secret in base64url. The kid is the
key's RFC 7638 thumbprint. A file that exists is never overwritten: then nothing is written.

stdout gets the JWK set of the public key, and nothing for a secret: \`postsmith keygen ES256 > jwks.json\`.
Everything else is said on stderr. The private key is never printed.`,
  exitCodes: {
    0: 'done',
    1: 'the provider makes the key itself, nothing was written',
    2: "the input is wrong or a file can't be written, nothing was written",
  },
  examples: [
    { what: 'A key, and its public half as a JWK set', command: 'postsmith keygen ES256 > jwks.json' },
    { what: 'The key and certificate that a provider wants', command: 'postsmith keygen --preset entra' },
    {
      what: 'An encrypted key',
      command: 'postsmith keygen RS256 --bits 3072 --passphrase-env KEY_PASSPHRASE',
    },
  ],
  json: {
    prints: '{ algorithm, keyId, files, jwkSet, certificate }, with the public half alone',
  },
  options: [
    { name: 'preset', value: '<preset>', description: 'The provider that the key is for.' },
    { name: 'out', value: '<directory>', description: `Where the files go; ${DEFAULT_FOLDER} unless given.` },
    {
      name: 'name',
      value: '<name>',
      description: "What the files' names begin with; the preset or algorithm unless given.",
    },
    { name: 'bits', value: '<bits>', description: 'Length of an RSA key: 2048 (the default), 3072 or 4096.' },
    {
      name: 'certificate',
      description: 'Make a self-signed certificate as well; done unasked where the provider wants one.',
    },
    { name: 'days', value: '<days>', description: 'How long the certificate is valid; 365 unless given.' },
    {
      name: 'passphrase-env',
      value: '<variable>',
      description: 'Encrypt the private key with the passphrase in this process variable.',
    },
  ],
  maxPositionals: 1,
} satisfies Omit<CommandModule, 'run'>;

const execute = async (input: CommandInput, context: CommandContext): Promise<0 | 1> => {
  // Loaded here, so that --help shows at once.
  const [{ presets }, { readKeygenInput }, advice] = await Promise.all([
    import('../presets/catalogue.ts'),
    import('./keygen-input.ts'),
    import('../keys/advice.ts'),
  ]);
  const isJson = input.options.has('json');
  const print = (document: KeygenJson): void => printJson(document, context);
  const order = readKeygenInput(input, context.environment, presets);
  if ('elsewhere' in order) {
    context.talk(advice.adviseElsewhere(order.elsewhere));
    if (isJson) print({ madeBy: order.elsewhere.name });
    return 1;
  }
  const [{ makeKey }, { writeNewFiles }] = await Promise.all([
    import('../keys/key-files.ts'),
    import('../keys/new-files.ts'),
  ]);
  const { wish, ...about } = order;
  const folder = resolve(context.folder, input.options.get('out')?.[0] ?? DEFAULT_FOLDER);
  const key = await makeKey(wish);
  context.signal.throwIfAborted();
  await writeNewFiles(folder, key.files);
  const paths = new Map(key.files.map(({ form, name }) => [form, shownPath(resolve(folder, name), context)]));
  const { variableName } = await import('../values/variable-name.ts');
  context.talk(
    advice.adviseOn({ ...about, key, pathOf: (form) => paths.get(form), processName: variableName }),
  );
  await warnOfCommit(folder, key, context);
  if (isJson) print(documentOf(key, paths));
  else if (key.jwkSet !== undefined) context.out(key.jwkSet);
  return 0;
};

const documentOf = (
  { algorithm, keyId, files, jwkSet, certificate }: NewKey,
  paths: ReadonlyMap<KeyForm, string>,
): KeygenJson => ({
  algorithm,
  ...(keyId !== undefined && { keyId }),
  files: files.map(({ form, isSecret }) => ({ form, path: paths.get(form) ?? '', isSecret })),
  ...(jwkSet !== undefined && { jwkSet: parseJson(jwkSet) }),
  ...(certificate !== undefined && { certificate }),
});

/** From the current folder where the file is below it. */
const shownPath = (path: string, { folder }: CommandContext): string => {
  const below = relative(folder, path);
  return below.startsWith('..') ? path : below.split(sep).join('/');
};

const warnOfCommit = async (folder: string, { files }: NewKey, context: CommandContext): Promise<void> => {
  const { canBeCommitted } = await import('../keys/new-files.ts');
  const [secret] = files.filter(({ isSecret }) => isSecret).map(({ name }) => resolve(folder, name));
  if (secret === undefined || !(await canBeCommitted(secret))) return;
  context.talk(
    `\nWarning: git does not ignore ${shownPath(secret, context)}. Put its folder into .gitignore before you commit anything.\n`,
  );
};

/** The command `keygen`. */
export const keygenCommand: CommandModule = { ...command, run: execute };
