/** A server that takes whatever comes, any method included, and keeps it byte by byte. */

import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RawServer {
  readonly port: number;
  /** What arrived, in order, without what differs from run to run or from engine to engine by design; then forgets it. */
  take(): string[];
  close(): Promise<void>;
}

const END = '\r\n\r\n';

/** Where the request that the text begins with ends; undefined while a part of it has not arrived. */
const endOf = (text: string): number | undefined => {
  const head = text.indexOf(END);
  if (head < 0) return undefined;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1];
  const end = head + END.length + Number(length ?? 0);
  return text.length < end ? undefined : end;
};

const BY_ENGINE = /^(?:user-agent|postman-token|host|connection|content-length):.*\r\n/gim;

const withoutChance = (request: string): string => {
  const boundary = /boundary=([\w-]+)/.exec(request)?.[1];
  return (boundary === undefined ? request : request.replaceAll(boundary, 'BOUNDARY')).replaceAll(
    BY_ENGINE,
    '',
  );
};

export const startRawServer = async (): Promise<RawServer> => {
  let requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      const end = endOf(text);
      if (end === undefined) return;
      requests.push(withoutChance(text.slice(0, end)));
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    });
  });
  await once(server.listen(0, 'localhost'), 'listening');
  return {
    // A server that listens on a port has an address of that kind.
    port: (server.address() as AddressInfo).port,
    take: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
};
