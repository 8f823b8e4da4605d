/** Which proxy the process environment names for an address, as the engines understand it. */

type Environment = Readonly<Record<string, string | undefined>>;

const valueOf = (environment: Environment, name: string): string =>
  environment[name.toUpperCase()] ?? environment[name.toLowerCase()] ?? '';

/** A proxy, and the name of the variable that it is from. */
export interface Proxy {
  readonly url: URL;
  readonly variable: string;
}

const isExempt = ({ hostname, port, protocol }: URL, list: string): boolean => {
  const at = port || (protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [host = '', wanted] = entry
        .toLowerCase()
        .replace(/^\*?\./, '')
        .split(':');
      return (hostname === host || hostname.endsWith(`.${host}`)) && (wanted === undefined || wanted === at);
    });
};

/**
 * HTTPS_PROXY, else HTTP_PROXY, for https; HTTP_PROXY for http; none for what NO_PROXY names.
 *
 * @returns a text where the variable holds no address: its name
 */
export const proxyFor = (url: URL, environment: Environment): Proxy | string | undefined => {
  if (isExempt(url, valueOf(environment, 'NO_PROXY'))) return undefined;
  const names = url.protocol === 'https:' ? ['HTTPS_PROXY', 'HTTP_PROXY'] : ['HTTP_PROXY'];
  const variable = names.find((name) => valueOf(environment, name) !== '');
  if (variable === undefined) return undefined;
  const text = valueOf(environment, variable);
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
    ? { url: new URL(address), variable }
    : variable;
};
