import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareArtifacts, writeArtifacts } from '../../src/output/output.ts';
import { LIST } from '../../src/output/written.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'postsmith-output-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const text = (value: unknown) => `${JSON.stringify(value, null, '\t')}\n`;
const collection = 'dist/collections/api.postman_collection.json';
const environment = 'dist/environments/api.postman_environment.json';
const wanted = { name: 'API', item: [{ name: 'Status', item: [{ name: 'Alarms', request: { url: 'a' } }] }] };
const artifacts = [
  { path: collection, content: text(wanted) },
  { path: environment, content: text({ values: [{ key: 'host', value: '' }] }) },
];

const put = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const filesBelow = (): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

test('writes new files, and tells so', () => {
  expect(compareArtifacts(root, artifacts)).toEqual([
    { path: collection, reason: 'missing' },
    { path: environment, reason: 'missing' },
    { path: LIST, reason: 'missing' },
  ]);
  expect(filesBelow()).toEqual([]);
  expect(writeArtifacts(root, artifacts)).toEqual([
    { path: collection, change: 'created' },
    { path: environment, change: 'created' },
  ]);
  expect(readFileSync(join(root, collection), 'utf8')).toBe(text(wanted));
  expect(filesBelow()).toHaveLength(3);
  expect(compareArtifacts(root, artifacts)).toEqual([]);
});

test('does not touch a file that is as it should be', () => {
  writeArtifacts(root, artifacts);
  utimesSync(join(root, collection), 1, 1);
  put(environment, '{}\n');
  expect(writeArtifacts(root, artifacts)).toEqual([
    { path: collection, change: 'unchanged' },
    { path: environment, change: 'updated' },
  ]);
  expect(statSync(join(root, collection)).mtimeMs).toBe(1000);
});

test('removes what an earlier build wrote and nothing declares any more', () => {
  writeArtifacts(root, artifacts);
  expect(compareArtifacts(root, artifacts.slice(0, 1))).toEqual([
    { path: LIST, reason: 'differs', detail: expect.any(String) },
    { path: environment, reason: 'not declared' },
  ]);
  expect(writeArtifacts(root, artifacts.slice(0, 1))).toEqual([
    { path: collection, change: 'unchanged' },
    { path: environment, change: 'removed' },
  ]);
  expect(filesBelow()).toEqual(['api.postman_collection.json', 'postsmith-build.json']);
});

test('removes nothing that a build did not write, whatever its name', () => {
  put('dist/collections/old.postman_collection.json', '{}');
  put('dist/environments/my export.postman_environment.json', text({ values: [] }));
  put('dist/src/cli.js', '');
  writeArtifacts(root, artifacts);
  expect(compareArtifacts(root, artifacts)).toEqual([]);
  writeArtifacts(root, artifacts.slice(0, 1));
  expect(filesBelow()).toEqual([
    'api.postman_collection.json',
    'cli.js',
    'my export.postman_environment.json',
    'old.postman_collection.json',
    'postsmith-build.json',
  ]);
});

test('keeps a file that is not declared any more when a hand has changed it, and says so once', () => {
  writeArtifacts(root, artifacts);
  put(environment, text({ values: [{ key: 'host', value: 'mine' }] }));
  expect(writeArtifacts(root, artifacts.slice(0, 1))).toContainEqual({ path: environment, change: 'kept' });
  expect(writeArtifacts(root, artifacts.slice(0, 1))).toEqual([{ path: collection, change: 'unchanged' }]);
  expect(readFileSync(join(root, environment), 'utf8')).toContain('mine');
});

test('follows no path of a list that leads out of its folders', () => {
  put('precious.json', '{}');
  const print = createHash('sha256').update('{}').digest('hex');
  put(LIST, text({ 'dist/collections/../../precious.json': print, 'precious.json': print }));
  writeArtifacts(root, artifacts);
  expect(readFileSync(join(root, 'precious.json'), 'utf8')).toBe('{}');
});

describe('an environment whose values somebody filled in', () => {
  const filled = text({
    values: [
      { key: 'host', value: 'lab.example.com' },
      { key: 'client_secret', value: 'only-shown-once' },
      { key: 'other', value: '' },
    ],
  });
  const refusal = {
    code: 'OUTPUT_FAILED',
    message: expect.stringMatching(/^Nothing was written, because values .* --overwrite/),
    problems: [`${environment}: host, client_secret`],
  };

  test('is not overwritten, and its variables are named without their values', () => {
    writeArtifacts(root, artifacts);
    put(environment, filled);
    put(collection, 'old');
    expect(() => writeArtifacts(root, artifacts)).toThrow(expect.objectContaining(refusal));
    expect(readFileSync(join(root, environment), 'utf8')).toBe(filled);
    expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
  });

  test('is not overwritten where no build has been before', () => {
    put(environment, filled);
    expect(() => writeArtifacts(root, artifacts)).toThrow(expect.objectContaining(refusal));
  });

  test('is overwritten when that is asked for', () => {
    put(environment, filled);
    expect(writeArtifacts(root, artifacts, { overwrite: true })).toContainEqual({
      path: environment,
      change: 'updated',
    });
  });
});

test('a value that the declaration changed is no filled-in one, also after git changed line ends', () => {
  writeArtifacts(root, artifacts);
  const other = artifacts.map((each) => ({
    ...each,
    content: each.content.replace('"value": ""', '"value": "a"'),
  }));
  expect(writeArtifacts(root, other)).toContainEqual({ path: environment, change: 'updated' });
  put(environment, readFileSync(join(root, environment), 'utf8').replaceAll('\n', '\r\n'));
  expect(writeArtifacts(root, artifacts)).toContainEqual({ path: environment, change: 'updated' });
});

test.each(['dist', 'dist/collections'])('follows no symbolic link: %s', (link) => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'postsmith-output-'));
  mkdirSync(dirname(join(root, link)), { recursive: true });
  symlinkSync(elsewhere, join(root, link));
  const refused = expect.objectContaining({
    code: 'OUTPUT_FAILED',
    message: expect.stringContaining(`${link} is a symbolic link`),
  });
  expect(() => writeArtifacts(root, artifacts)).toThrow(refused);
  expect(() => compareArtifacts(root, artifacts)).toThrow(refused);
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(elsewhere, { recursive: true });
});

test('removes the half-written file of a build that was killed, and none of one that still runs', () => {
  const dead = spawnSync(process.execPath, ['-e', '0']).pid;
  put(`dist/collections/.postsmith-write-${dead}-1.tmp`, 'half');
  put(`dist/collections/.postsmith-write-${process.ppid}-1.tmp`, 'half');
  writeArtifacts(root, artifacts);
  expect(filesBelow().filter((name) => name.endsWith('.tmp'))).toEqual([
    `.postsmith-write-${process.ppid}-1.tmp`,
  ]);
});

const edited = structuredClone(wanted);
const alarms = 'item "Status" › item "Alarms"';

test.each<[string, string, string]>([
  [
    'a changed value',
    text(edited).replace('"url": "a"', '"url": "secret"'),
    `${alarms} › request.url is not what is declared`,
  ],
  [
    'an added field',
    text(wanted).replace('"url": "a"', '"url": "a",\n\t\t\t\t\t\t"method": "PUT"'),
    `${alarms} › request.method is not declared`,
  ],
  ['a missing item', text({ ...wanted, item: [] }), 'item "Status" is missing'],
  ['another layout', JSON.stringify(wanted), 'only its layout differs; it was edited by hand'],
  [
    'both',
    JSON.stringify({ ...wanted, name: 'Mine' }),
    'name is not what is declared; it was edited by hand',
  ],
  [
    'an export',
    text({ ...wanted, _exporter_id: '1' }),
    '_exporter_id is not declared; it was exported from Postman',
  ],
  [
    'other line ends',
    text(wanted).replaceAll('\n', '\r\n'),
    'only the order of its fields or its line ends differ',
  ],
  ['no JSON', '{"name":', 'it is no JSON; it was edited by hand or cut off'],
  ['another thing', '7\n', 'the whole file is not what is declared'],
])('finds %s and says where, without the value', (_, content, detail) => {
  writeArtifacts(root, artifacts);
  put(collection, content);
  expect(compareArtifacts(root, artifacts)).toEqual([{ path: collection, reason: 'differs', detail }]);
  expect(readFileSync(join(root, collection), 'utf8')).toBe(content);
});

test('replaces no file when one path is a folder', () => {
  put(collection, 'old');
  mkdirSync(join(root, environment), { recursive: true });
  expect(() => writeArtifacts(root, artifacts)).toThrow(
    expect.objectContaining({
      code: 'OUTPUT_FAILED',
      message: `${environment} could not be read: a folder has that name; move it away.`,
    }),
  );
  expect(() => compareArtifacts(root, artifacts)).toThrow(
    expect.objectContaining({
      code: 'OUTPUT_FAILED',
      message: `${environment} could not be read: a folder has that name; move it away.`,
    }),
  );
  expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
  expect(filesBelow()).toHaveLength(1);
});

test('replaces no file when a folder cannot be made', () => {
  put(collection, 'old');
  put('dist/environments', 'a file');
  expect(() => writeArtifacts(root, artifacts)).toThrow(
    expect.objectContaining({
      code: 'OUTPUT_FAILED',
      message: `${environment} could not be read: a part of its path is a file, not a folder; move that away.`,
    }),
  );
  expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
});

// The superuser may write everywhere.
test.skipIf(process.getuid?.() === 0)(
  'replaces no file when a folder is read-only, and leaves nothing half-written',
  () => {
    put(collection, 'old');
    mkdirSync(join(root, 'dist/environments'));
    chmodSync(join(root, 'dist/environments'), 0o555);
    expect(() => writeArtifacts(root, artifacts)).toThrow(
      expect.objectContaining({
        code: 'OUTPUT_FAILED',
        message: `${environment} could not be written: this user has no permission; change the owner or the mode of the file, or of its folder.`,
      }),
    );
    expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
    expect(filesBelow()).toHaveLength(1);
  },
);

test('leaves nothing half-written when writing fails in the middle', () => {
  put(collection, 'old');
  mkdirSync(join(root, LIST), { recursive: true });
  expect(() => writeArtifacts(root, artifacts)).toThrow(
    expect.objectContaining({ code: 'OUTPUT_FAILED', message: expect.stringContaining(LIST) }),
  );
  expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
  expect(filesBelow()).toEqual(['api.postman_collection.json']);
});
