/** `--json`: one document on stdout, whatever happens, and no secret in it. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/index.ts';
import { printJson } from '../../src/commands/json.ts';
import { tellError } from '../../src/commands/tell-error.ts';
import { Redactor } from '../../src/report/redact.ts';
import { execute, executeProgram } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

let project: SampleProject;
beforeAll(async () => {
  project = await createSampleProject();
});
/** A folder in no project: a command below one would work on that. */
let outside: string;
beforeAll(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-outside-')));
});
afterAll(async () => {
  rmSync(outside, { recursive: true });
  await project.remove();
});

/** Runs a command with --json; what stdout holds must be one document. */
const json = async (...parameters: readonly string[]) => {
  const { code, stdout, stderr } = await execute([...parameters, '--json'], { folder: project.folder });
  return { code, document: JSON.parse(stdout), stdout, stderr };
};

describe('build', () => {
  const files = [
    'dist/collections/open.postman_collection.json',
    'dist/collections/orders.postman_collection.json',
    'dist/environments/orders.postman_environment.json',
    'dist/script-maps/orders.json',
  ];

  test('tells what it wrote, and what --check finds', async () => {
    const missing = await json('build', '--check');
    expect(missing.code).toBe(1);
    expect(missing.document.losses).toEqual([]);
    expect(missing.document.stale).toContainEqual({ path: files[0], reason: 'missing' });
    const built = await json('build');
    expect({ code: built.code, stderr: built.stderr }).toEqual({ code: 0, stderr: '' });
    for (const path of files) expect(built.document.files).toContainEqual({ path, change: 'created' });
    const { document, code } = await json('build', '--check');
    expect({ code, document }).toEqual({ code: 0, document: { stale: [], losses: [] } });
  });

  test('tells what has lost its ids with its name', async () => {
    const source = readFileSync(join(project.folder, 'collections/open.ts'), 'utf8');
    await project.write('collections/open.ts', source.replace("'Status'", "'State'"));
    const { document, stderr } = await json('build');
    expect(document.files.find(({ path }: { path: string }) => path === files[0])).toEqual({
      path: files[0],
      change: 'updated',
      renamed: [{ before: 'Status', now: 'State', key: 'Status', count: expect.any(Number) }],
    });
    expect(stderr).toContain('"Status" is called "State" now');
    await project.write('collections/open.ts', source);
  });

  test('tells what is wrong with a declaration, each problem by itself', async () => {
    await project.write(
      'collections/wrong.ts',
      `export default { kind: 'collection', nmae: 'x', items: [] };`,
    );
    const { code, document, stderr } = await json('build');
    rmSync(join(project.folder, 'collections/wrong.ts'));
    expect(code).toBe(2);
    expect(document.error).toMatchObject({
      code: 'INVALID_DECLARATION',
      problems: expect.arrayContaining([expect.stringContaining('unknown field "nmae"')]),
    });
    expect(stderr).toContain(document.error.message);
  });
});

test('build tells where a secret would be published, and not the secret', async () => {
  const secret = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
  const source = readFileSync(join(project.folder, 'collections/open.ts'), 'utf8');
  await project.write('collections/open.ts', source.replace('{ up: true }', `{ up: '${secret}' }`));
  const { code, document, stdout, stderr } = await json('build');
  await project.write('collections/open.ts', source);
  expect({ code, error: document.error.code }).toEqual({ code: 2, error: 'INVALID_DECLARATION' });
  expect(document.error.problems.join('')).toContain('Status');
  expect(stdout + stderr).not.toContain(secret);
});

describe('verify', () => {
  test('tells what holds', async () => {
    const { code, document, stderr } = await json('verify', 'open');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      holds: true,
      verdicts: [{ collection: 'open', requests: 1, checks: [], failures: [], held: [] }],
    });
    expect(document.verdicts[0].engine).toMatch(/^newman \d/);
    expect(stderr).toContain('open on newman');
  });

  test('tells what does not, without the keys and tokens that a script gives away', async () => {
    await project.write(
      'scripts/post-response/leak.ts',
      `pm.test('leaks', () => {
  throw new Error(['"', pm.environment.get('client_private_key'), '"\\n', pm.environment.get('access_token')].join(''));
});`,
    );
    const source = readFileSync(join(project.folder, 'collections/orders.ts'), 'utf8');
    await project.write('collections/orders.ts', source.replaceAll("'is-fine'", "'leak'"));
    const { code, document, stdout, stderr } = await json('verify', 'orders');
    await project.write('collections/orders.ts', source);
    expect(code).toBe(1);
    expect(document.holds).toBe(false);
    const [failure] = document.verdicts[0].failures;
    expect(failure).toMatchObject({ path: ['Read', 'List orders'], source: 'leaks' });
    expect(failure.message).toContain('[hidden]');
    expect(stdout + stderr).not.toMatch(/eyJ[\w-]{6}|[A-Za-z\d+/]{40}/);
  });
});

describe('presets', () => {
  test('lists them, or tells all of one', async () => {
    const { document } = await json('presets');
    expect(document.presets).toContainEqual({
      name: 'google',
      provider: 'Google',
      grant: 'JWT bearer',
      algorithms: ['RS256'],
    });
    const { document: okta } = await json('presets', 'okta');
    expect(okta).toMatchObject({
      name: 'okta',
      clientAuthentication: 'private_key_jwt',
      environment: { okta_domain: 'example.okta.com', client_id: '', client_private_key: null },
    });
    expect(okta.page).toMatch(/^# Okta\n/);
  });

  test('an unknown one is an error with a code', async () => {
    const { code, document } = await json('presets', 'oktaa');
    expect({ code, error: document.error }).toEqual({
      code: 2,
      error: { code: 'USAGE', message: 'There is no preset oktaa. Did you mean okta?', problems: [] },
    });
  });
});

describe('keygen', () => {
  test.each([
    ['ES256', 'private.pem', '--certificate'],
    ['HS256', 'secret'],
  ])('tells where the key of %s is, and never the key', async (algorithm, ending, ...more) => {
    const { code, document, stdout, stderr } = await json(
      'keygen',
      algorithm,
      '--out',
      `k-${ending}`,
      ...more,
    );
    expect(code).toBe(0);
    const path = `k-${ending}/${algorithm.toLowerCase()}.${ending}`;
    expect(document.files).toContainEqual({ form: expect.any(String), path, isSecret: true });
    const secret = readFileSync(join(project.folder, path), 'utf8');
    const lines = secret.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    for (const line of lines) expect(stdout + stderr).not.toContain(line);
    expect(document.jwkSet?.keys[0].kid).toBe(document.keyId);
    expect(JSON.stringify(document.jwkSet ?? {})).not.toMatch(/"(?:d|k)":/);
    if (more.length > 0) expect(document.certificate.x5t).toMatch(/^[\w-]{27}$/);
  });

  test('says who makes the key, where the provider does', async () => {
    const { code, document } = await json('keygen', '--preset', 'appStoreConnect');
    expect({ code, document }).toEqual({ code: 1, document: { madeBy: expect.stringMatching(/^App/) } });
  });
});

describe('import', () => {
  test('tells what it wrote, and which values it left out', async () => {
    const folder = join(outside, 'elsewhere');
    mkdirSync(folder);
    const exported = join(import.meta.dirname, '../sources/postman/bookshop-v2.1.json');
    const values = [
      { key: 'host', value: 'api.example.com', enabled: true },
      { key: 'api_key', value: 's3cr3tvalue99', enabled: true },
    ];
    writeFileSync(join(folder, 'prod.json'), JSON.stringify({ name: 'Prod', values }));
    const { code, stdout, stderr } = await execute(
      ['import', 'postman', exported, 'prod.json', '--name', 'shop', '--json'],
      { folder },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      created: ['collections/shop.ts', 'collections/shop/exported.json', 'environments/shop.ts'],
      losses: [],
      emptied: ['api_key'],
      added: ['user', 'password', 'app_token'],
    });
    expect(stdout + stderr).not.toContain('s3cr3tvalue99');
  });

  test('tells what an OpenAPI document says and a collection cannot', async () => {
    const folder = join(outside, 'described');
    mkdirSync(folder);
    const document = join(import.meta.dirname, '../sources/openapi/features.yaml');
    const { stdout } = await execute(['import', 'openapi', document, '--name', 'features', '--json'], {
      folder,
    });
    const { created, losses } = JSON.parse(stdout);
    expect(created).toHaveLength(3);
    expect(losses).toContainEqual({
      place: expect.stringMatching(/features\.yaml #\/paths\/~1things\/get\/responses\/200\/links$/),
      what: 'links lead from one operation to another; a collection has none',
    });
  });
});

describe('an error', () => {
  test.each([
    [['verfy'], 'There is no command verfy.'],
    [['build', '--chek'], 'There is no option --chek.'],
    [['run', 'x', '-e', 'y', '--client-secret', 'hunter2'], 'a secret on the command line can be read'],
    [['verify', 'nothing'], 'nothing'],
    [['inject', 'no.json', '--print'], 'no.json could not be read'],
  ])('of %j is a document as well, with the same exit code', async (parameters, message) => {
    const { code, document, stdout } = await json(...parameters);
    expect(code).toBe(2);
    expect(Object.keys(document)).toEqual(['error']);
    expect(document.error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(message) });
    expect(stdout).not.toContain('hunter2');
  });

  test('is one document in the program too', async () => {
    const { code, stdout } = await executeProgram(['build', '--json'], {
      folder: outside,
    });
    expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 2, error: 'INVALID_PROJECT' });
  });

  test('after -- is none of ours: the word is an argument', async () => {
    const { code, stdout } = await execute(['verify', '--', '--json'], { folder: project.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

/** A context whose redactor knows a secret. */
const contextWith = (secret: string, environment: Readonly<Record<string, string>> = {}) => {
  const redactor = new Redactor();
  redactor.add(secret);
  const printed = { out: '', talk: '' };
  return {
    printed,
    context: {
      environment,
      out: (text: string) => void (printed.out += redactor.guard(text)),
      talk: (text: string) => void (printed.talk += redactor.guard(text)),
      reveal: (text: string) => void (printed.out += text),
      passSignals: () => undefined,
      redactor,
      terminal: { interactive: false, colours: false, width: 80 },
    },
  };
};

test.each([
  'two words "quoted"',
  'line one 4711\nline two 4712',
  'a\\b\tc ü 4713',
  '{"d":"c2VjcmV0LW1lbWJlcg"}',
])('a secret is hidden before it is quoted: %j', (secret) => {
  const { printed, context } = contextWith(secret);
  printJson({ text: `before ${secret} after`, list: [{ deep: secret }] }, context);
  const { text, list } = JSON.parse(printed.out);
  expect(text).toBe('before [hidden] after');
  expect(list).toEqual([{ deep: '[hidden]' }]);
});

test('a bug is told as one, its lines on stderr alone, and no secret in them', () => {
  const { printed, context } = contextWith('hunter2-hunter2');
  expect(tellError(new TypeError('hunter2-hunter2'), context, ['build', '--json'])).toBe(3);
  expect(JSON.parse(printed.out).error).toEqual({
    code: 'BUG',
    message: expect.stringContaining('This is a bug of Postsmith.'),
    problems: [],
  });
  expect(printed.talk).toMatch(/TypeError: \[hidden\]\n +at /);
});

test('every command that prints data has --json, and says why where it has not', async () => {
  for (const { load } of COMMANDS) {
    const { name, json: kind } = await load();
    const { stdout } = await execute([name, '--help']);
    expect([name, / --json /.test(stdout)]).toEqual([name, 'prints' in kind]);
  }
});
