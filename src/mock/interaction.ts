/** The pages of the mock's authorization server, on which a person signs in and consents (OpenID Connect Core §3.1.2.3–4). */

import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { InteractionResults, Provider } from 'oidc-provider';
import type { InteractionPages } from './authorization-server/options.ts';
import { consentPage, loginPage } from './interaction-pages.ts';

interface InteractionOptions {
  /** Names of the people who may sign in; everybody unless given. */
  readonly people?: readonly string[];
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

const PATH = '/interaction/';

/** The pages, for any provider that is configured with their `configuration`. */
export const createInteraction = ({ people }: InteractionOptions = {}): InteractionPages => ({
  configuration: {
    interactions: { url: (_context, { uid }) => `${PATH}${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  },
  handle: async (provider, request, response) => {
    if (request.url?.startsWith(PATH) !== true) return false;
    const details = await provider.interactionDetails(request, response);
    const isForm = request.method === 'POST';
    if (!isForm) {
      showPage(response, pageOf(details));
      return true;
    }
    const form = new URLSearchParams(await text(request));
    const name = form.get('name')?.trim() ?? '';
    if (details.prompt.name === 'login' && form.get('action') === 'allow' && !isKnown(name, people)) {
      showPage(response, loginPage(clientOf(details), 'Nobody of this name can log in here.'));
      return true;
    }
    await provider.interactionFinished(request, response, await resultOf(provider, details, form), {
      mergeWithLastSubmission: true,
    });
    return true;
  },
});

const isKnown = (name: string, people: readonly string[] | undefined): boolean =>
  people === undefined ? name !== '' : people.includes(name);

const showPage = (response: ServerResponse, html: string): void => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(html);
};

const clientOf = ({ params }: Details): string => String(params['client_id']);

const pageOf = (details: Details): string =>
  details.prompt.name === 'login'
    ? loginPage(clientOf(details))
    : consentPage(clientOf(details), details.session?.accountId ?? '', askedScope(details));

/** The scope tokens that nobody has granted or rejected yet, or else all. */
const askedScope = ({ prompt, params }: Details): readonly string[] => {
  const missing: unknown = prompt.details['missingOIDCScope'];
  if (Array.isArray(missing)) return missing.map(String);
  return String(params['scope'] ?? '')
    .split(' ')
    .filter((token) => token !== '');
};

const resultOf = async (
  provider: Provider,
  details: Details,
  form: URLSearchParams,
): Promise<InteractionResults> => {
  if (form.get('action') !== 'allow') {
    return { error: 'access_denied', error_description: 'the person has denied the request' };
  }
  if (details.prompt.name === 'login') return { login: { accountId: form.get('name')?.trim() ?? '' } };
  return { consent: { grantId: await grant(provider, details, form.getAll('scope')) } };
};

/** Every token that was asked for is granted or rejected: what is neither would be asked for again. */
const grant = async (provider: Provider, details: Details, allowed: readonly string[]): Promise<string> => {
  const { grantId, session } = details;
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const given =
    known ?? new provider.Grant({ accountId: session?.accountId ?? '', clientId: clientOf(details) });
  for (const token of askedScope(details)) {
    if (allowed.includes(token)) given.addOIDCScope(token);
    else given.rejectOIDCScope(token);
  }
  return given.save();
};
