/** Checks that metadata is the issuer's own and names what is wanted (RFC 8414 §2, §3.3). */

/** Names of endpoints in metadata. */
export type EndpointName = 'token_endpoint' | 'authorization_endpoint';

/** What a response holds; nothing of it is trusted yet. */
type Metadata = Readonly<Record<string, unknown>>;

/** Longer texts of a server are cut off in messages. */
const MAX_SHOWN = 200;

/** A server's text in a message: on one line, and not endless. */
export const show = (text: string): string =>
  JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

/** A login sends secrets there, after it has filled the placeholders. */
const endpointProblem = (name: string, value: unknown): string | undefined => {
  if (typeof value !== 'string' || value === '') return `names no ${name}`;
  if (value.includes('{{')) return `names the ${name} ${show(value)}, which holds a placeholder of Postman`;
  return URL.canParse(value) && new URL(value).protocol === 'https:'
    ? undefined
    : `names the ${name} ${show(value)}, which is no https URL`;
};

/** The endpoints, or what is wrong as a clause. */
export const checkMetadata = <Name extends EndpointName>(
  metadata: Metadata,
  issuer: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> | string => {
  // To the letter (RFC 8414 §3.3); the library takes `https://host` and `https://host/` for the same.
  if (metadata['issuer'] !== issuer) return issuerDiffers(String(metadata['issuer']));
  const problems = names.flatMap((name) => endpointProblem(name, metadata[name]) ?? []);
  if (problems.length > 0) return problems.join(' and ');
  // `fromEntries` forgets what its keys are; each value is a text, as was just checked.
  return Object.fromEntries(names.map((name) => [name, metadata[name]])) as Record<Name, string>;
};

/** Another issuer than the one that was asked for (RFC 8414 §3.3). */
export const issuerDiffers = (found: string): string =>
  `says that its issuer is ${show(found)}, which must be the declared one to the letter`;
