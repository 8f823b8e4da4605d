/**
 * Lets the server take requests of any method. Node's parser knows a list of them and rejects all others, which RFC 9110 §9.1
 * allows: so such a request goes through it as a POST with its method in a header.
 */

import { METHODS, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { Duplex, Transform } from 'node:stream';

const HEADER = 'postsmith-method';

/** What comes in on a connection, with the method of each request that needs it put into the header. */
class Connection {
  /** The next bytes begin a request: engines wait for a response before they send another one. */
  isIdle = true;

  wrap(socket: Socket): Duplex {
    const incoming = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        done(null, this.isIdle ? withKnownMethod(chunk) : chunk);
        this.isIdle = false;
      },
    });
    const stream = Duplex.from({ readable: socket.pipe(incoming), writable: socket });
    socket.once('close', () => stream.destroy());
    socket.on('timeout', () => stream.emit('timeout'));
    const setTimeout = (milliseconds: number): Duplex => {
      socket.setTimeout(milliseconds);
      return stream;
    };
    return Object.assign(stream, { encrypted: true, connection: this, setTimeout });
  }
}

const withKnownMethod = (chunk: Buffer): Buffer => {
  const [line = '', method = '', rest = ''] = /^(\S+)( [^\r\n]*\r\n)/.exec(chunk.toString('latin1')) ?? [];
  if (line === '' || METHODS.includes(method)) return chunk;
  const head = Buffer.from(`POST${rest}${HEADER}: ${method}\r\n`, 'latin1');
  return Buffer.concat([head, chunk.subarray(line.length)]);
};

/** True for a method that Node's parser does not know. */
export const isUnknownMethod = (method: string): boolean => !METHODS.includes(method);

/** From now on the server's connections take any method. */
export const takeAnyMethod = (server: Server): void => {
  const listeners = server.listeners('secureConnection');
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket) => {
    const stream = new Connection().wrap(socket);
    for (const listener of listeners) Reflect.apply(listener, server, [stream]);
  });
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const method = request.headers[HEADER];
    if (typeof method === 'string') request.method = method;
    response.once('close', () => {
      if ('connection' in request.socket && request.socket.connection instanceof Connection)
        request.socket.connection.isIdle = true;
    });
  });
};
