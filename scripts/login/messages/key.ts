/** What is said about a private key or a shared secret. No sentence holds any of it. */

export const keyProblem = (name: string, problem: string): string => `${name} ${problem}.`;

// Each is the problem in the sentence above.

const pasteWhole =
  'Open the file of the key in a text editor and paste all of it, from the first hyphen of -----BEGIN to the last one of the line with -----END';
const pasteAgain = 'Paste it again, all of it';
const notPrivate = (what: string): string =>
  `is ${what}, but the private key is needed. Paste the private key that belongs to it`;

export const isClientId = 'holds the client id, but the private key is needed. Paste the private key there';
export const isKey = 'holds a key, but the client id is needed. Paste the client id there';
export const path = `holds the path of a file, which nobody can open from there. ${pasteWhole}`;
export const token =
  'is a token (a JWT), but the private key is needed, with which such tokens are signed. Paste the private key there';
export const publicKey = notPrivate('a public key');
export const publicJwk = notPrivate('a public key (a JWK without "d")');
export const certificate = notPrivate('a certificate');
export const sshPublic = notPrivate('a public SSH key');
export const pkcs12 =
  'is a PKCS#12 file (.p12 or .pfx), which holds more than the key. Paste what this prints: openssl pkcs12 -in FILE -nocerts -nodes';
export const sshPrivate =
  'is a key in the format of SSH. Convert a copy of its file, and paste that: ssh-keygen -p -m PKCS8 -f COPY';
export const putty =
  'is a key in the format of PuTTY. In PuTTYgen choose Conversions, Export OpenSSH key; convert what comes, and paste that: ssh-keygen -p -m PKCS8 -f FILE';
export const noEnd = `is only the beginning of a key: the line with -----END is missing. ${pasteWhole}`;
export const noBeginning = `is only a part of a key: the line with -----BEGIN is missing. ${pasteWhole}`;
export const notBase64 = `is a key with foreign characters in it. ${pasteWhole}`;
export const noKey = `is no private key in PEM, and no JWK. ${pasteWhole}`;
export const damaged = `is a key that is cut off or damaged: its numbers make no key. ${pasteAgain}`;
export const outOfRange = `is a key that is damaged: its secret number ("d") is zero, or too large for its curve. ${pasteAgain}`;
export const otherPublicPart =
  'is a key whose public part does not belong to its private part ("d"). Paste the two parts that were made together, or the key in PEM';
export const manyPrimes =
  'is an RSA key of more than two primes, which nearly nobody supports. Make another key, and register its public part with the server: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out NEW_FILE';
export const badJson = `is JSON that is cut off or damaged. Paste all of it, from the first { to the last }`;
export const otherJson = 'is JSON, but no key: a JWK has a member "kty". Paste the JWK, or the key in PEM';
export const notForSigning =
  'is a JWK that says itself that it is not for signing ("use", "key_ops" or "alg"). Paste the private key that is for signing';

export const manyJwks = (algorithm: string, keys: readonly string[]): string =>
  `is a JWK set with ${keys.length} private keys for ${algorithm}: ${keys.join(', ')}. Paste only the one whose public part the server knows, from its { to its }, or declare its kid as \`keyId\``;
export const noJwk = (algorithm: string, keyId: string, keys: readonly string[]): string =>
  `is a JWK set without a private key for ${algorithm}${keyId && ` that has the kid ${keyId}`}. It has ${keys.join(', ') || 'no key at all'}. Paste the key that was made for this client`;

/** `P-256`, `RSA`, `Ed25519`, …, or something that is not known here. */
export const keyName = (type: string): string => {
  if (type === 'oct') return 'a symmetric key';
  if (/^P-\d{3}$/.test(type)) return `an EC key on ${type}`;
  return /^(RSA(-PSS)?|Ed\d+)$/.test(type) ? `an ${type} key` : 'a key of another type';
};

export const misfit = (type: string, algorithm: string, needed: string): string =>
  `is ${keyName(type)}, but ${algorithm} needs ${keyName(needed)}. Paste the key that was made for ${algorithm}`;
export const shortRsa = (bits: number, algorithm: string): string =>
  `is an RSA key of ${bits} bits, but ${algorithm} needs 2048 or more. Make a longer key, and register its public part with the server: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out NEW_FILE`;
export const longRsa = (bits: number): string =>
  `is an RSA key of ${bits} bits, which is too long to sign with. Make a key of 2048 to 4096 bits, and register its public part with the server`;

const decrypt = 'paste what this prints: openssl pkey -in FILE';

export const encrypted = `is encrypted, but no variable is declared for its passphrase. Declare one as \`passphrase\`, or ${decrypt}`;
export const noPassphrase = `is encrypted, and its passphrase is empty. Fill in the variable of the passphrase, or ${decrypt}`;
export const wrongPassphrase =
  'does not open with the passphrase that is given. Check that the passphrase is that of this key, and that all of the key is pasted';
export const otherEncryption =
  'is encrypted in a way that is not supported. Encrypt a copy anew, and paste that: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW_FILE';

export const keyAsSecret = (algorithm: string): string =>
  `is a key, but ${algorithm} needs the client secret, which is shared with the server. Paste the client secret there`;
export const otherEncoding = (encoding: string): string =>
  `is not written in ${encoding}, as the collection declares it. Paste the secret again as the server shows it, or correct \`keyEncoding\` in the declaration`;
export const noMember = (member: string): string =>
  `is JSON without "${member}" in it. Paste the provider's key file as it was downloaded, all of it`;
