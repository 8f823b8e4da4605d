/** Whether a text can be an issuer identifier (RFC 8414 §2). */

/** What is wrong with it, as a clause; undefined when nothing is. */
export const issuerProblem = (issuer: unknown): string | undefined => {
  if (typeof issuer !== 'string' || issuer === '')
    return 'an issuer is a text such as "https://login.example.com"';
  if (issuer.includes('{{')) {
    return 'placeholders have no value while the collection is built; declare the tokenEndpoint instead';
  }
  if (issuer.includes('/.well-known/'))
    return 'give the issuer alone, without /.well-known/ and what follows';
  if (!URL.canParse(issuer)) return 'this is no URL; an issuer begins with https://';
  const { protocol, search, hash, username, password } = new URL(issuer);
  if (protocol !== 'https:') return 'an issuer begins with https://';
  const parts = [search, hash, username, password].filter((part) => part !== '');
  return parts.length > 0 ? 'an issuer has no query, fragment, user name or password' : undefined;
};
