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
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareArtifacts, writeArtifacts } from '../../src/output/output.ts';

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

test('writes new files, and tells so', async () => {
  expect(await compareArtifacts(root, artifacts)).toEqual([
    { path: collection, reason: 'missing' },
    { path: environment, reason: 'missing' },
  ]);
  expect(filesBelow()).toEqual([]);
  expect(await writeArtifacts(root, artifacts)).toEqual([
    { path: collection, change: 'created' },
    { path: environment, change: 'created' },
  ]);
  expect(readFileSync(join(root, collection), 'utf8')).toBe(text(wanted));
  expect(filesBelow()).toHaveLength(2);
  expect(await compareArtifacts(root, artifacts)).toEqual([]);
});

test('does not touch a file that is as it should be', async () => {
  await writeArtifacts(root, artifacts);
  utimesSync(join(root, collection), 1, 1);
  put(environment, '{}\n');
  expect(await writeArtifacts(root, artifacts)).toEqual([
    { path: collection, change: 'unchanged' },
    { path: environment, change: 'updated' },
  ]);
  expect(statSync(join(root, collection)).mtimeMs).toBe(1000);
});

test('removes generated files that nothing declares any more, and no others', async () => {
  put('dist/collections/old.postman_collection.json', '{}');
  put('dist/collections/notes.json', '{}');
  put('dist/src/cli.js', '');
  expect(await compareArtifacts(root, artifacts.slice(0, 1))).toEqual([
    { path: collection, reason: 'missing' },
    { path: 'dist/collections/old.postman_collection.json', reason: 'not declared' },
  ]);
  expect(await writeArtifacts(root, artifacts.slice(0, 1))).toEqual([
    { path: collection, change: 'created' },
    { path: 'dist/collections/old.postman_collection.json', change: 'removed' },
  ]);
  expect(filesBelow()).toEqual(['api.postman_collection.json', 'cli.js', 'notes.json']);
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
])('finds %s and says where, without the value', async (_, content, detail) => {
  await writeArtifacts(root, artifacts);
  put(collection, content);
  expect(await compareArtifacts(root, artifacts)).toEqual([{ path: collection, reason: 'differs', detail }]);
  expect(readFileSync(join(root, collection), 'utf8')).toBe(content);
});

test('replaces no file when one path is a folder', async () => {
  put(collection, 'old');
  mkdirSync(join(root, environment), { recursive: true });
  await expect(writeArtifacts(root, artifacts)).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `${environment} could not be written: a folder has that name; move it away.`,
  });
  await expect(compareArtifacts(root, artifacts)).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `${environment} could not be read: a folder has that name; move it away.`,
  });
  expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
  expect(filesBelow()).toHaveLength(1);
});

test('replaces no file when a folder cannot be made', async () => {
  put(collection, 'old');
  put('dist/environments', 'a file');
  await expect(writeArtifacts(root, artifacts)).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `${environment} could not be read: a part of its path is a file, not a folder; move that away.`,
  });
  expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
});

// The superuser may write everywhere.
test.skipIf(process.getuid?.() === 0)(
  'replaces no file when a folder is read-only, and leaves nothing half-written',
  async () => {
    put(collection, 'old');
    mkdirSync(join(root, 'dist/environments'));
    chmodSync(join(root, 'dist/environments'), 0o555);
    await expect(writeArtifacts(root, artifacts)).rejects.toMatchObject({
      code: 'OUTPUT_FAILED',
      message: `${environment} could not be written: permission is denied; make the folder writable.`,
    });
    expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
    expect(filesBelow()).toHaveLength(1);
  },
);

test('leaves nothing half-written when writing fails in the middle', async () => {
  put(collection, 'old');
  symlinkSync('nowhere', join(root, 'dist/environments'));
  await expect(writeArtifacts(root, artifacts)).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `${environment} could not be written: its folder does not exist and cannot be made.`,
  });
  expect(readFileSync(join(root, collection), 'utf8')).toBe('old');
  expect(filesBelow()).toEqual(['api.postman_collection.json']);
});
