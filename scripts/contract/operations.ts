/** Finds the operation of a description that a request is of, and the status that a response is of. */

/** Where a path begins that a `{parameter}` may stand in. */
const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** True for a segment that the template allows: `{id}`, `{id}.json`, `things`. */
const allows = (template: string, segment: string): boolean => {
  if (!template.includes('{')) return template === segment || template === decoded(segment);
  const pattern = template.split(/\{[^{}]*\}/).map(escaped);
  return new RegExp(`^${pattern.join('.+')}$`).test(segment);
};

interface Candidate {
  readonly key: string;
  readonly segments: readonly string[];
  readonly literals: number;
}

/** What is longer, and more written out, comes first. */
const rank = (one: Candidate, other: Candidate): number =>
  other.segments.length - one.segments.length || other.literals - one.literals;

const fits = ({ segments }: Candidate, path: readonly string[]): boolean => {
  const from = path.length - segments.length;
  return from >= 0 && segments.every((template, at) => allows(template, path[from + at] ?? ''));
};

/** The path of an address, without query and fragment. */
export const pathOf = (address: string): string =>
  address.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '');

/**
 * @param keys of operations: `GET /things/{id}`
 * @param path of the request
 * @param base path below which the description's paths begin; elsewhere a path may begin anywhere
 * @returns the key with the most that is written out; undefined where none fits, or several do as well
 */
export const findOperation = (
  keys: readonly string[],
  method: string,
  path: string,
  base: string,
): string | undefined => {
  const sent = segmentsOf(path);
  const start = segmentsOf(base);
  const isBelow = start.every((segment, at) => segment === sent[at]);
  const candidates = keys
    .filter((key) => key.startsWith(`${method} `))
    .map((key): Candidate => {
      const segments = segmentsOf(key.slice(method.length + 1));
      return { key, segments, literals: segments.filter((segment) => !segment.includes('{')).length };
    })
    .filter((candidate) => fits(candidate, sent));
  const exact = candidates.filter(({ segments }) => segments.length === sent.length - start.length);
  const [best, next] = (isBelow && exact.length > 0 ? exact : candidates).sort(rank);
  if (best === undefined || next === undefined) return best?.key;
  // Nobody can tell `/{name}` from `/{id}`.
  return rank(best, next) === 0 ? undefined : best.key;
};

/** The declared status of a response: itself, `4XX`, or `default`. */
export const statusKey = (declared: readonly string[], status: number): string | undefined => {
  const kind = `${String(status).slice(0, 1)}XX`;
  return (
    declared.find((each) => each === String(status)) ??
    declared.find((each) => each.toUpperCase() === kind) ??
    declared.find((each) => each === 'default')
  );
};
