/** Skips a request that would change something before people allow it, or whose object nobody knows; a test says why. */

interface Parameters {
  /** Variables that responses fill. */
  readonly kept: readonly string[];
  /** Variables that people fill. */
  readonly chosen: readonly string[];
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const valueOf = (name: string): string => String(pm.variables.get(name) ?? '').trim();

/** Names of the variables that a request needs, in its path, its path variables and its body. */
const neededBy = (): string[] => {
  const { url, body } = pm.request;
  const texts = [url.toString(), JSON.stringify(url.variables), body === undefined ? '' : body.toString()];
  return [...texts.join(' ').matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name);
};

const reasonOf = ({ kept, chosen }: Parameters): string | undefined => {
  const method = pm.request.method.toUpperCase();
  if (!SAFE_METHODS.has(method) && valueOf('allow_changes').toLowerCase() !== 'true')
    return `${method} changes the service; to allow that, set the variable "allow_changes" to true`;
  const empty = neededBy().find((name) => [...kept, ...chosen].includes(name) && valueOf(name) === '');
  if (empty === undefined) return undefined;
  return chosen.includes(empty)
    ? `"${empty}" is empty; put the id of an object into it`
    : `"${empty}" is empty, as no request before has found or made such an object`;
};

/** Says why a request does not leave. */
export const guard = (parameters: Parameters): void => {
  const reason = reasonOf(parameters);
  if (reason === undefined) return;
  pm.test.skip(`Not sent: ${reason}`);
  pm.execution.skipRequest();
};
