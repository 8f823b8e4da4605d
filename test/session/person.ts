/** A person with a very simple browser: follows redirects, keeps cookies, fills in forms. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';

export interface Behaviour {
  readonly caFile: string;
  readonly name?: string;
  /** Scope tokens whose box is unticked. */
  readonly unticked?: readonly string[];
  /** Presses Deny on the consent page. */
  readonly denies?: boolean;
  /** How many forms to fill in at most. */
  readonly patience?: number;
}

/** Where the journey ended. */
export interface Arrival {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

const REDIRECTS = new Set([301, 302, 303, 307]);

/** One request, with nothing followed; over TLS with `caFile`. */
export const fetchPage = async (
  url: string,
  options: {
    readonly caFile?: string;
    readonly form?: URLSearchParams;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Arrival> => {
  const { caFile, form, method = form === undefined ? 'GET' : 'POST', headers = {} } = options;
  const all = { ...headers, ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }) };
  const sent = url.startsWith('https:')
    ? httpsRequest(url, { method, headers: all, agent: false, ...(caFile && { ca: readFileSync(caFile) }) })
    : httpRequest(url, { method, headers: all, agent: false });
  sent.end(form?.toString());
  const [response]: IncomingMessage[] = await once(sent, 'response');
  if (response === undefined) throw new Error('no response');
  return { url, status: response.statusCode ?? 0, body: await text(response), headers: response.headers };
};

/** Goes to the address, logs in, consents (or not), and is sent back to the terminal's listener. */
export const visit = async (start: URL | string, behaviour: Behaviour): Promise<Arrival> => {
  const cookies = new Map<string, string>();
  let url = String(start);
  let form: URLSearchParams | undefined;
  let patience = behaviour.patience ?? 10;
  for (let step = 0; step < 20; step += 1) {
    const isServer = url.startsWith('https:');
    const headers = { ...(isServer && { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }) };
    const page = await fetchPage(url, { caFile: behaviour.caFile, headers, ...(form && { form }) });
    form = undefined;
    for (const cookie of page.headers['set-cookie'] ?? []) {
      const [pair = ''] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    if (REDIRECTS.has(page.status)) {
      url = new URL(page.headers.location ?? '', url).href;
    } else if (isServer && page.body.includes('<form') && patience > 0) {
      patience -= 1;
      form = fillIn(page.body, behaviour);
    } else {
      return page;
    }
  }
  throw new Error(`no end of redirects at ${url}`);
};

const fillIn = (
  html: string,
  { name = 'ada', unticked = [], denies = false }: Behaviour,
): URLSearchParams => {
  const form = new URLSearchParams();
  if (html.includes('name="name"')) form.set('name', name);
  else if (denies) return new URLSearchParams({ action: 'deny' });
  for (const [, token = ''] of html.matchAll(/name="scope" value="([^"]+)"/g)) {
    if (!unticked.includes(token)) form.append('scope', token);
  }
  form.set('action', 'allow');
  return form;
};
