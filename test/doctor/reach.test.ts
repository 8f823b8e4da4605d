/** What keeps a login from its server: certificates, servers that are down, proxies; with real TLS and real sockets. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createPatient, type Patient } from './patient.ts';
import {
  generous,
  makeCertificate,
  startHttp,
  startHttps,
  startBlocked,
  startProxy,
  startTcp,
  startTunnel,
  type Certificate,
  type TestServer,
} from './servers.ts';

let patient: Patient;
beforeAll(async () => {
  patient = await createPatient();
});
afterAll(() => patient.remove());

const servers: TestServer[] = [];
const at = async (starting: Promise<TestServer>): Promise<{ readonly POSTSMITH_HOST: string }> => {
  const server = await starting;
  servers.push(server);
  return { POSTSMITH_HOST: server.host };
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const examineAt = async (certificate: Certificate, parameters: readonly string[] = []) => {
  const seen: string[] = [];
  const host = await at(
    startHttps((request, response, body) => {
      seen.push(request.url ?? '');
      generous()(request, response, body);
    }, certificate),
  );
  return { ...(await patient.examine(host, parameters)), seen };
};

describe('a certificate', () => {
  test.each([
    ['that signed itself', {}],
    ['of an authority that is unknown', { authority: 'Somebody' }],
  ])('%s has expired: that comes first, and nothing is sent', async (_what, options) => {
    const { code, first, seen } = await examineAt(await makeCertificate({ ...options, from: -20, to: -10 }));
    expect(code).toBe(1);
    expect(first).toMatchObject({ step: 'network', cause: 'certificate-expired' });
    expect(first?.message).toMatch(
      /^The certificate of localhost:\d+ has expired: it was valid until .+ GMT\. This computer's clock says .+ GMT\.$/,
    );
    expect(seen).toEqual([]);
  });

  test('of a trusted authority has expired', async () => {
    const made = await makeCertificate({ authority: 'Known', from: -20, to: -10 });
    const caFile = join(patient.folder, 'known.pem');
    await writeFile(caFile, made.authority);
    const { first } = await patient.examineWith(await at(startHttps(generous(), made)), caFile);
    expect(first?.cause).toBe('certificate-expired');
  });

  test('is not valid yet, so perhaps the clock is wrong', async () => {
    const { first } = await examineAt(await makeCertificate({ from: 5, to: 10 }));
    expect(first).toMatchObject({ step: 'network', cause: 'certificate-not-yet-valid' });
    expect(first?.mend).toContain('Set the clock.');
  });

  test('signed itself: its fingerprint is told, and how to trust it', async () => {
    const { first, seen } = await examineAt(await makeCertificate());
    expect(first).toMatchObject({ step: 'network', cause: 'certificate-self-signed' });
    expect(first?.message).toMatch(/is signed by itself, .*\(SHA-256 (?:[\dA-F]{2}:){31}[\dA-F]{2}\)\.$/);
    expect(first?.mend).toContain('--ca FILE');
    expect(seen).toEqual([]);
  });

  test('is signed by an authority that nobody knows: told from one that signed itself', async () => {
    const { first } = await examineAt(await makeCertificate({ authority: 'Somebody' }));
    expect(first).toMatchObject({ step: 'network', cause: 'certificate-unknown-authority' });
    expect(first?.message).toMatch(
      /is signed by Somebody, which this computer does not trust \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. The file of --ca does not hold it\.$/,
    );
  });

  test('is signed by a program that opens TLS on the way', async () => {
    const { first } = await examineAt(await makeCertificate({ authority: 'Zscaler Intermediate Root CA' }));
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toContain('a proxy or a security program on the way opens TLS');
  });

  test('is for another name, which is told', async () => {
    const made = await makeCertificate({ name: 'login.example.com', authority: 'Somebody' });
    const file = join(patient.folder, 'somebody.pem');
    await writeFile(file, made.authority);
    const host = await at(startHttps(generous(), made));
    const { first } = await patient.examineWith(host, file);
    expect(first).toMatchObject({ step: 'network', cause: 'certificate-wrong-name' });
    expect(first?.message).toMatch(/is for another name: login\.example\.com\.$/);
  });
});

describe('a server', () => {
  test('that is down refuses connections', async () => {
    const server = await startTcp(() => undefined);
    await server.close();
    const { code, first, step } = await patient.examine({ POSTSMITH_HOST: server.host });
    expect(code).toBe(1);
    expect(first).toMatchObject({ step: 'network', cause: 'server-down' });
    expect(first?.message).toBe(
      `Nothing listens at ${server.host}: the connection was refused (ECONNREFUSED).`,
    );
    expect(step('token')).toMatchObject({
      outcome: 'skipped',
      message: 'Not looked at, as the step before it has failed: network.',
    });
  });

  test('that is down behind a gateway', async () => {
    const host = await at(
      startHttps(generous({ 'POST /token': (_request, response) => void response.writeHead(503).end() })),
    );
    const { first } = await patient.examine(host);
    expect(first).toMatchObject({ step: 'token', cause: 'server-down' });
  });

  test('that speaks plain http', async () => {
    const { first } = await patient.examine(await at(startHttp(generous())));
    expect(first).toMatchObject({ step: 'network', cause: 'tls' });
    expect(first?.message).toContain('does not speak TLS');
  });

  test('of a name that nobody has', async () => {
    const { first } = await patient.examine({ POSTSMITH_HOST: 'nowhere.localhost.test:443' });
    expect(first).toMatchObject({ step: 'network', cause: 'host-not-found' });
    expect(first?.mend).toContain('HTTPS_PROXY');
  });
});

describe('a proxy is needed', () => {
  test('where something cuts TLS off', async () => {
    const { first } = await patient.examine(await at(startTcp((socket) => socket.destroy())));
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toContain('as firewalls do with connections that go around a proxy.');
    expect(first?.mend).toContain('HTTPS_PROXY=http://proxy:port');
  });

  test('where no connection comes about, and none is refused', async () => {
    const { first } = await patient.examine(await at(startBlocked()), ['--timeout', '1000']);
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toMatch(
      /^No connection to localhost:\d+ comes about \(TIMEOUT\): something on the way lets nothing through/,
    );
    expect(first?.mend).toContain('HTTPS_PROXY=http://proxy:port');
  });

  test('where something lets no byte back', async () => {
    const { first } = await patient.examine(await at(startTcp(() => undefined)), ['--timeout', '700']);
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toContain('is left without a response (TIMEOUT)');
  });

  test('and the one that is named demands a login of its own', async () => {
    const { POSTSMITH_HOST: proxy } = await at(startProxy(407));
    const { first, stdout, stderr } = await patient.examine({
      HTTPS_PROXY: `http://someone:the-proxy-password@${proxy}`,
    });
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toBe(
      `The proxy ${proxy}, which HTTPS_PROXY names, demands a login of its own (407).`,
    );
    expect(stdout + stderr).not.toContain('the-proxy-password');
  });

  test.each([
    ['lets nothing through', 403, 'does not let the connection through (403)'],
    ['is none', 200, 'cannot be used'],
  ])('and the one that is named %s', async (_what, status, said) => {
    const starting = status === 403 ? startProxy(403) : startTcp((socket) => socket.end('SSH-2.0-x\r\n\r\n'));
    const { POSTSMITH_HOST: proxy } = await at(starting);
    const { first } = await patient.examine({ https_proxy: proxy });
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toContain(said);
  });

  test('and its password is not percent-encoded', async () => {
    const { first, stdout, stderr } = await patient.examine({
      HTTPS_PROXY: 'http://someone:50%-the-proxy-password@127.0.0.1:1',
    });
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toBe(
      'The proxy 127.0.0.1:1, which HTTPS_PROXY names, cannot be used (its user or password is not percent-encoded).',
    );
    expect(stdout + stderr).not.toContain('the-proxy-password');
  });

  test('and what is named is no address', async () => {
    const { first } = await patient.examine({ HTTPS_PROXY: 'socks5://127.0.0.1:1' });
    expect(first).toMatchObject({ step: 'network', cause: 'proxy' });
    expect(first?.message).toBe('HTTPS_PROXY in the process environment is no address of a proxy.');
  });

  test('and serves: everything goes through it', async () => {
    const seen: string[] = [];
    const { POSTSMITH_HOST: proxy } = await at(startTunnel((authority) => seen.push(authority)));
    const { ok, step } = await patient.examine({}, ['--proxy', `http://${proxy}`]);
    expect(ok).toBe(true);
    expect(step('network')?.details['proxy']).toBe(proxy);
    // The network, the clock, two places of metadata, the token request and the API.
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(new Set(seen)).toEqual(new Set([patient.good['POSTSMITH_HOST']]));
  });

  test('not for what NO_PROXY names', async () => {
    const { POSTSMITH_HOST: proxy } = await at(startProxy(407));
    const { step } = await patient.examine({ HTTPS_PROXY: `http://${proxy}`, NO_PROXY: 'localhost' });
    expect(step('network')?.outcome).toBe('ok');
  });

  test("where the network's own page responds in place of the server", async () => {
    const page = '<html><title>Guest Wi-Fi</title>Please accept the terms</html>';
    const host = await at(
      startHttps(
        generous({
          'POST /token': (_request, response) =>
            void response.writeHead(200, { 'Content-Type': 'text/html' }).end(page),
        }),
      ),
    );
    const { first } = await patient.examine(host);
    expect(first).toMatchObject({ step: 'token', cause: 'proxy' });
    expect(first?.message).toContain('responds in place of the token endpoint: HTTP 200');
  });

  test.each([407, 511])('where something on the way responds with %d', async (status) => {
    const host = await at(startHttps((_request, response) => void response.writeHead(status).end()));
    const { first } = await patient.examine(host);
    expect(first).toMatchObject({ step: 'clock', cause: 'proxy' });
  });
});
