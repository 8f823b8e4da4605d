/** Hands a request on whose body has been read already. */

import { IncomingMessage } from 'node:http';

/** The same request, with another target or body. */
export const replayOf = (
  request: IncomingMessage,
  {
    url = request.url ?? '/',
    headers = {},
    body,
  }: { readonly url?: string; readonly headers?: object; readonly body: string },
): IncomingMessage => {
  const replay = new IncomingMessage(request.socket);
  const { method, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(replay, { method, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  replay.url = url;
  replay.headers = { ...request.headers, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  replay.push(body);
  replay.push(null);
  return replay;
};
