/** Ends responses that are too long while an engine runs: none of the engines has a limit of its own. */

import type { ClientRequest, IncomingMessage } from 'node:http';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Bytes; what a login and one request get is far less. */
const LONGEST = 20_000_000;
/** Milliseconds between two looks. */
const INTERVAL = 50;

/** Published by Node itself for every response whose headers have come. */
const CHANNEL = 'http.client.response.finish';

/**
 * Does `work` while no response of this process may be longer than that; the request of one that is fails.
 *
 * @param onTooLong called for each that was ended
 */
export const withSizeLimit = async <Result>(
  onTooLong: () => void,
  work: () => Promise<Result>,
): Promise<Result> => {
  const open = new Set<{ readonly request: ClientRequest; readonly response: IncomingMessage }>();
  const listen = (message: unknown): void => {
    // Node's own message, which it does not type.
    const exchange = message as { readonly request: ClientRequest; readonly response: IncomingMessage };
    open.add(exchange);
    exchange.response.once('close', () => open.delete(exchange));
  };
  const timer = setInterval(() => {
    for (const { request, response } of open) {
      if (response.socket === null || response.socket.bytesRead < LONGEST) continue;
      onTooLong();
      request.destroy(new Error('the response is too long'));
    }
  }, INTERVAL);
  subscribe(CHANNEL, listen);
  try {
    return await work();
  } finally {
    unsubscribe(CHANNEL, listen);
    clearInterval(timer);
  }
};
