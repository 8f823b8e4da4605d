/** Asks for metadata where it may be, and takes the endpoints from the first response that has them (RFC 8414 §3). */

import { checkMetadata, type EndpointName } from './check-metadata.ts';
import { responseProblem, bodyProblem, transportProblem } from './problems.ts';

/** Milliseconds for everything. */
const TIMEOUT = 10_000;

/** Where metadata may be, in the library's words: at OpenID Connect's address, or at RFC 8414's. */
const places = ['oidc', 'oauth2'] as const;

/**
 * The endpoints of an issuer, each an https URL.
 *
 * @throws what `fail` makes of the reason
 */
export const readEndpoints = async <Name extends EndpointName>(
  issuer: string,
  names: readonly Name[],
  fail: (reason: string, cause?: unknown) => Error,
): Promise<Readonly<Record<Name, string>>> => {
  // Imported when it is needed: every declaration imports this package, and few discover.
  const { discoveryRequest, processDiscoveryResponse } = await import('oauth4webapi');
  const url = new URL(issuer);
  const signal = AbortSignal.timeout(TIMEOUT);
  const problems: string[] = [];
  for (const algorithm of places) {
    const response = await discoveryRequest(url, { algorithm, signal }).catch((cause: unknown) => {
      throw fail(transportProblem(cause, url.host, TIMEOUT), cause);
    });
    const rejected = responseProblem(response);
    const reading =
      rejected ??
      (await processDiscoveryResponse(url, response).then(
        (metadata) => checkMetadata(metadata, issuer, names),
        (cause: unknown) => {
          if (signal.aborted) throw fail(transportProblem(signal.reason, url.host, TIMEOUT), cause);
          return bodyProblem(cause);
        },
      ));
    if (typeof reading !== 'string') return reading;
    problems.push(`${response.url} ${reading}`);
  }
  throw fail(
    `no usable metadata: ${problems.join('; ')}. The issuer is what the claim \`iss\` of the server's tokens says`,
  );
};
