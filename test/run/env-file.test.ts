import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnvFile } from '../../src/run/env-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postsmith-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

const PEM = '-----BEGIN PRIVATE KEY-----\nMIGH\nAgEA\n-----END PRIVATE KEY-----';

let files = 0;
const write = async (text: string | Buffer, mode = 0o600): Promise<string> => {
  files += 1;
  const path = join(folder, `${files}.env`);
  await writeFile(path, text, { mode });
  return path;
};

describe('a value of an environment file', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['is taken as it is', 'KEY=value', 'value'],
    ['may have blanks around it', 'KEY = value ', 'value'],
    ['may be exported', 'export KEY=value', 'value'],
    ['may have a comment behind it', 'KEY=value # why', 'value'],
    ['may hold a # between quotes', 'KEY="a # b"', 'a # b'],
    ['may hold =', 'KEY=a=b==', 'a=b=='],
    ['may have several lines between quotes', `KEY="${PEM}"`, PEM],
    ['may have several lines and CRLF', `KEY='${PEM.replaceAll('\n', '\r\n')}'\r\n`, PEM],
    ['may have its lines as \\n between double quotes', `KEY="${PEM.replaceAll('\n', '\\n')}"`, PEM],
    ['keeps \\n without quotes, which the login understands', 'KEY=a\\nb', 'a\\nb'],
    ['may stand behind a byte order mark', '\uFEFFKEY=value', 'value'],
    ['may be empty', 'KEY=', ''],
  ];
  test.each(cases)('%s', async (_title, text, value) => {
    const { values } = await readEnvFile(await write(`${text}\n# comment\n\nOTHER=1\n`));
    expect(values.get('KEY')).toBe(value);
    expect(values.get('OTHER')).toBe('1');
  });
});

test.each([
  ['KEY=s-app#1', true],
  ['export KEY = s-app#1', true],
  ['KEY=#1', true],
  ['KEY=s-app # a comment', false],
  ['KEY= # a comment', false],
  [`KEY='s-app#1'`, false],
  ['KEY=s-app', false],
])('%s is said to be cut off at its #: %s', async (text, isCut) => {
  const { cutOff } = await readEnvFile(await write(`${text}\n`));
  expect(cutOff).toEqual(isCut ? ['KEY'] : []);
});

test('may be UTF-16, as Windows PowerShell writes it', async () => {
  const { values } = await readEnvFile(await write(Buffer.from('\uFEFFKEY=value\r\n', 'utf16le')));
  expect(values.get('KEY')).toBe('value');
});

test.each([
  ['a PEM block without quotes', `CLIENT_PRIVATE_KEY=${PEM}\n`, 'CLIENT_PRIVATE_KEY="-----BEGIN'],
  ['a JWK of several lines without quotes', 'KEY={\n"kty":"EC"\n}\n', `KEY='{ … }'`],
  ['a JWK between double quotes', 'KEY="{\\"kty\\":\\"EC\\"}"\n', `KEY='{ … }'`],
])('%s is refused, with how to write it', async (_what, text, message) => {
  await expect(readEnvFile(await write(text))).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining(message),
  });
});

test('a missing file and a folder are refused with the reason', async () => {
  await expect(readEnvFile(join(folder, 'no.env'))).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('no.env could not be read: there is no such file or folder.'),
  });
  await expect(readEnvFile(folder)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('a folder has that name'),
  });
});

test.skipIf(process.platform === 'win32')(
  'a file that others can read is told from one that they cannot',
  async () => {
    expect((await readEnvFile(await write('A=1', 0o644))).readableByOthers).toBe(true);
    expect((await readEnvFile(await write('A=1', 0o600))).readableByOthers).toBe(false);
  },
);

describe('a line that means nothing is told', () => {
  test.each([
    ['CLIENT_ID\n', 'Line 1 is no NAME=value, and no comment that begins with #.'],
    ['A=1\nclient id = x\n', 'Line 2 is no NAME=value'],
    ['A=1\nB="open\nC=2\n', 'The value of B begins with " on line 2, and nothing ends it.'],
  ])('%j', async (text, message) => {
    await expect(write(text).then(readEnvFile)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    '',
    '# a\n\n  # b\nA=1',
    'export A=1',
    `A="x\ny"\nB='a # b'`,
    'A = `b`',
    'KEY="-----BEGIN X-----\nabc\n-----END X-----"',
  ])('%j holds none', async (text) => {
    await expect(write(text).then(readEnvFile)).resolves.toBeDefined();
  });
});
