/** `postsmith doctor` on the command line. */

import { EventEmitter, once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPatient, type Patient } from '../doctor/patient.ts';
import { startHttps } from '../doctor/servers.ts';
import { execute, executeProgram, type ExecuteOptions } from './execute.ts';

let patient: Patient;
beforeAll(async () => {
  patient = await createPatient();
});
afterAll(() => patient.remove());

const doctor = (parameters: readonly string[], options: ExecuteOptions = {}, run = execute) =>
  run(['doctor', ...parameters], { folder: patient.folder, environment: patient.good, ...options });

const ORDERS = ['orders', '-e', 'orders'];

test('as a program: a line for each step on stdout, where values come from on stderr, exit 0', async () => {
  const { code, stdout, stderr } = await doctor(
    [...ORDERS, '--ca', patient.mock.caFile],
    { environment: patient.good },
    executeProgram,
  );
  expect(stderr).toBe('From the process environment: host, client_id, client_private_key.\n');
  const lines = stdout
    .split('\n')
    .filter((line) => !line.startsWith('  '))
    .map((line) => line.split(/ {2,}/).slice(0, 2));
  expect(lines.slice(0, 9)).toEqual([
    ['ok', 'Variables'],
    ['ok', 'Key'],
    ['ok', 'Network'],
    ['ok', 'Clock'],
    ['-', 'Metadata'],
    ['ok', 'Assertion'],
    ['ok', 'Token'],
    ['ok', 'Scope'],
    ['ok', 'Request'],
  ]);
  expect(stdout).toMatch(/\n\nNothing is wrong with the login of orders in orders\.\n$/);
  expect(code).toBe(0);
});

test('what is wrong is told with how to mend it, and what is wrong first, exit 1', async () => {
  const environment = { ...patient.good, CLIENT_ID: 'stranger' };
  const { code, stdout } = await doctor([...ORDERS, '--ca', patient.mock.caFile], { environment });
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /\nwrong {4}Token {6}The server does not know the client stranger\. [^]*\n {20}To mend it: Compare "client_id"/,
  );
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(130);
  expect(stdout).toMatch(
    /\nThe first thing that is wrong with the login of orders in orders: Token\. Mend that, and run postsmith doctor again\.\n$/,
  );
});

test('values of a file serve, and --ca is needed for an authority of its own', async () => {
  const file = join(patient.folder, 'with blanks ä.env');
  const text = Object.entries(patient.good).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(file, text.join(''), { mode: 0o600 });
  const { code, stdout } = await doctor([...ORDERS, '--values', file], { environment: {} });
  expect(code).toBe(1);
  expect(stdout).toContain('The first thing that is wrong with the login of orders in orders: Network.');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'is signed by Postsmith verify, which this computer does not trust',
  );
});

describe('an input that cannot be used ends with 2, and nothing is examined', () => {
  test.each([
    [['nothing', '-e', 'orders'], 'This project has no collection ‘nothing’. There are:\n  open\n  orders\n'],
    [['-e', 'orders'], 'Which collection? Name one: postsmith doctor <collection>. There are:'],
    [['orders'], 'Which environment? Name one: -e <environment>. There are:\n  orders\n'],
    [['orders', '-e', 'lab'], 'This project has no environment ‘lab’.'],
    [
      ['open', '-e', 'orders'],
      'Open declares no authorization that logs in, so there is no token to ask for.',
    ],
    [
      ['dist/orders.postman_collection.json', '-e', 'orders'],
      'A generated file does not tell how it logs in.',
    ],
    [[...ORDERS, '--identity', 'boss'], 'Orders has no identity ‘boss’. There are:\n  access_token\n'],
    [
      [...ORDERS, '--timeout', 'soon'],
      '--timeout takes milliseconds, a whole number from 1 to 600000, not ‘soon’.',
    ],
    [[...ORDERS, '--ca', 'no.pem'], 'no.pem could not be read: there is no such file or folder.'],
    [[...ORDERS, '--ca', 'package.json'], 'package.json holds no PEM certificate'],
    [[...ORDERS, '--values', 'no.env'], 'no.env'],
    [[...ORDERS, '--values', 'collections'], 'collections'],
    [[...ORDERS, '--client-secret', 'hunter2'], 'a secret on the command line can be read'],
    [[...ORDERS, '--jsn'], 'Did you mean --json?'],
  ])('%j', async (parameters, message) => {
    const { code, stdout, stderr } = await doctor(parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/hunter2|^ +at /m);
  });
});

test('an interrupt ends it while a server thinks', async () => {
  const arrivals = new EventEmitter();
  const server = await startHttps(() => arrivals.emit('request'));
  const coming = once(arrivals, 'request');
  try {
    const { code, stdout } = await doctor(
      [...ORDERS, '--ca', patient.mock.caFile],
      {
        environment: { ...patient.good, POSTSMITH_HOST: server.host },
        onTalk: (_talk, kill) => void coming.then(() => kill('SIGINT')),
      },
      executeProgram,
    );
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  } finally {
    await server.close();
  }
});

test('--help says what it does, and how it ends', async () => {
  const { code, stdout } = await doctor(['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('Usage: postsmith doctor <collection> -e <environment> [options]');
  expect(stdout).toContain('nothing is wrong');
});
