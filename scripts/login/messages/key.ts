/** What the token script says about a private key. No sentence holds any of it. */

export const keyProblem = (name: string, problem: string): string => `${name} ${problem}.`;

// Each is the problem in the sentence above.

const pasteWhole = 'paste all of it, from -----BEGIN to the last -----';
const not = (what: string): string => `is ${what}; the private key is needed`;

export const isClientId = 'holds the client id; the private key is needed';
export const isKey = 'holds a key; the client id is needed';
export const publicKey = not('a public key');
export const certificate = not('a certificate');
export const encrypted =
  'is encrypted; declare the variable of its `passphrase`, or decrypt it: openssl pkey -in FILE -out NEW_FILE';
export const sshPublic = not('a public SSH key');
export const sshPrivate = 'is an SSH key file; convert a copy of it to PEM: ssh-keygen -p -m PEM -f COPY';
export const truncated = `is cut off or damaged; ${pasteWhole}`;
export const notBase64 = `is PEM with foreign characters in it; ${pasteWhole}`;
export const noKey = `is no private key in PEM or JWK; ${pasteWhole}`;
export const damaged = 'is damaged: its numbers make no key';
export const badJson = 'is no valid JSON; paste all of it';
export const otherJson = 'is JSON but no JWK ("kty" is missing)';
export const jwkSet = (algorithm: string, keyId: string, keys: string): string =>
  `is a JWK set; paste just one key, for ${algorithm}${keyId && ` and kid ${keyId}`}; it has ${keys || 'none'}`;
export const jwkPublic = not('a public JWK ("d" is missing)');
export const symmetric = not('a symmetric key');

/** `P-256`, `RSA`, `Ed25519`, …, or something that is not known here. */
const keyName = (type: string): string => {
  if (/^P-\d+$/.test(type)) return `an EC key on ${type}`;
  return /^(RSA|Ed)/.test(type) ? `an ${type} key` : 'a key of another type';
};

export const misfit = (type: string, algorithm: string, needed: string): string =>
  `is ${keyName(type)}; ${algorithm} needs ${keyName(needed)}`;
export const shortRsa = (bits: number, algorithm: string): string =>
  `is an RSA key of ${bits} bits; ${algorithm} needs 2048 or more`;

export const otherEncryption =
  'is encrypted in a way that is not supported here; encrypt a copy anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW_FILE';

// Only in the bundles of collections that need them.

export const noPassphrase =
  'is encrypted; fill in its passphrase, or decrypt it: openssl pkey -in FILE -out NEW_FILE';
export const wrongPassphrase = 'does not open with the passphrase that is given; check both';
export const keyAsSecret = (algorithm: string): string =>
  `is a key; ${algorithm} needs the client secret, which is shared with the server`;
export const noMember = (path: string): string =>
  `is JSON without ${path} in it; paste all of the provider's key file`;
