/** An authorization server that answers for its metadata what a test wants, and a process that asks it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';

import { startServer } from '../../src/mock/server.ts';

export const OPENID = '/.well-known/openid-configuration';
export const RFC_8414 = '/.well-known/oauth-authorization-server';
export const JSON_TYPE = { 'Content-Type': 'application/json' };

export type Answer = (response: ServerResponse) => void;

/** What `discover` gave in the other process, or the error that it threw. */
export interface Outcome {
  readonly value?: unknown;
  readonly code?: string;
  readonly message?: string;
}

/** One question per line of stdin, one outcome per line of stdout; its time goes `hurry` times as fast. */
const CHILD = `
const { discover } = await import(process.argv[1]);
const { createInterface } = await import('node:readline');
const timeout = AbortSignal.timeout.bind(AbortSignal);
for await (const line of createInterface({ input: process.stdin })) {
  const { issuer, grant, hurry } = JSON.parse(line);
  AbortSignal.timeout = (milliseconds) => timeout(milliseconds / hurry);
  const outcome = await discover(issuer, grant).then(
    (value) => ({ value }), ({ code, message }) => ({ code, message }));
  console.log(JSON.stringify(outcome));
}
`;

/** A process that trusts the authority and discovers as the compiled package does it, one issuer after the other. */
const startClient = (authorityFile: string) => {
  const compiled = new URL('../../dist/src/index.js', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD, compiled], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authorityFile },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (question: unknown): Promise<Outcome> => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      // What the lines above print.
      return JSON.parse(String((await lines.next()).value)) as Outcome;
    },
    end: async (): Promise<void> => {
      const ended = once(child, 'close');
      child.stdin.end();
      await ended;
    },
  };
};

/** Starts the server; a path without an answer is 404. */
export const startMetadataServer = async () => {
  const server = await startServer();
  const answers = new Map<string, Answer>();
  /** Paths in the order in which they were asked for. */
  const asked: string[] = [];
  server.handle(async ({ url = '' }, response) => {
    asked.push(url);
    const given = answers.get(url);
    if (given === undefined) response.writeHead(404).end();
    else given(response);
  });
  /** Good metadata of the issuer with that path, but for the change. */
  const metadata =
    (path: string, change: Readonly<Record<string, unknown>> = {}): Answer =>
    (response) => {
      const issuer = server.origin + path;
      const endpoints = { token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/authorize` };
      const body = { issuer, ...endpoints, jwks_uri: `${issuer}/jwks`, ...change };
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(body));
    };
  const client = startClient(server.authorityFile);
  const discoverAt = (path: string, grant?: string, hurry = 1): Promise<Outcome> =>
    client.ask({ issuer: server.origin + path, grant, hurry });
  const close = async (): Promise<void> => {
    await client.end();
    await server.close();
  };
  const { origin, authorityFile } = server;
  return { origin, authorityFile, answers, asked, metadata, discoverAt, close };
};
