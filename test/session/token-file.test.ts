/** The file of a session: only its owner reads it, and it is replaced as a whole. */

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  readTokenFile,
  removeTokenFile,
  tokenFileOf,
  writeTokenFile,
  type SessionPlace,
  type Session,
} from '../../src/session/token-file.ts';

const LOGIN: Session = {
  accessToken: 'an access token',
  expires: '1800000000',
  scope: 'read',
  accessTokenFor: '',
  refreshToken: 'a refresh token',
  tokenEndpoint: 'https://as.example/token',
  clientId: 'terminal',
  loggedInAt: new Date('2026-11-24T14:03:20.000Z'),
};

const isPosix = process.platform !== 'win32';

let root: string;
let place: SessionPlace;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'postsmith-tokens-'));
  place = { root, collection: 'orders', environment: 'orders.lab' };
});
afterEach(() => rm(root, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('the token file', () => {
  test('is read as it was written, and says whose it is', () => {
    writeTokenFile(place, LOGIN);
    expect(readTokenFile(place)).toEqual({ ...LOGIN, readableByOthers: false });
    expect(tokenFileOf(place)).toBe(join(root, '.postsmith', 'tokens', 'orders', 'orders.lab.json'));
  });

  test.runIf(isPosix)('and its folders are its owner’s alone, whatever the umask says', () => {
    const before = process.umask(0);
    try {
      writeTokenFile(place, LOGIN);
    } finally {
      process.umask(before);
    }
    expect(modeOf(tokenFileOf(place))).toBe(0o600);
    for (const folder of ['.postsmith', '.postsmith/tokens', '.postsmith/tokens/orders']) {
      expect([folder, modeOf(join(root, folder))]).toEqual([folder, 0o700]);
    }
  });

  test('is in a folder that git ignores as a whole', () => {
    writeTokenFile(place, LOGIN);
    expect(readFileSync(join(root, '.postsmith', '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('is replaced, and leaves nothing beside it', () => {
    writeTokenFile(place, LOGIN);
    writeTokenFile(place, { ...LOGIN, refreshToken: 'another' });
    expect(readTokenFile(place)?.refreshToken).toBe('another');
    expect(readdirSync(dirname(tokenFileOf(place)))).toEqual(['orders.lab.json']);
  });

  test('does not exist before a sign-in, and not after it was removed', () => {
    expect(readTokenFile(place)).toBeUndefined();
    expect(removeTokenFile(place)).toBe(false);
    writeTokenFile(place, LOGIN);
    expect(removeTokenFile(place)).toBe(true);
    expect(readTokenFile(place)).toBeUndefined();
  });

  test.each(['', '{', '[]', '{"version":2}', '{"version":1,"loggedInAt":"never"}'])(
    'that holds %j is refused, with what to do',
    (text) => {
      writeTokenFile(place, LOGIN);
      writeFileSync(tokenFileOf(place), text);
      expect(() => readTokenFile(place)).toThrow(
        expect.objectContaining({
          code: 'USAGE',
          message: `${tokenFileOf(place)} is not what a login of this version wrote; sign in again with \`postsmith login orders -e orders.lab\`.`,
        }),
      );
    },
  );

  test.runIf(isPosix)('that others can read is told of', () => {
    writeTokenFile(place, LOGIN);
    chmodSync(tokenFileOf(place), 0o644);
    expect(readTokenFile(place)?.readableByOthers).toBe(true);
  });
});

describe.runIf(isPosix)('a symbolic link', () => {
  test('in the place of a folder is refused, and nothing is written where it leads', () => {
    const elsewhere = join(root, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(root, '.postsmith'));
    expect(() => writeTokenFile(place, LOGIN)).toThrow(
      expect.objectContaining({
        code: 'OUTPUT_FAILED',
        message: `${join(root, '.postsmith')} is no folder, but a file or a symbolic link. Remove it.`,
      }),
    );
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test('in the place of the file is replaced, not followed, when it is written', () => {
    writeTokenFile(place, LOGIN);
    removeTokenFile(place);
    const victim = join(root, 'victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, tokenFileOf(place));
    writeTokenFile(place, LOGIN);
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(lstatSync(tokenFileOf(place)).isSymbolicLink()).toBe(false);
  });

  test('in the place of the file is not followed when it is read', () => {
    writeTokenFile(place, LOGIN);
    removeTokenFile(place);
    symlinkSync(join(root, 'victim'), tokenFileOf(place));
    expect(() => readTokenFile(place)).toThrow(
      expect.objectContaining({
        code: 'OUTPUT_FAILED',
        message: `${tokenFileOf(place)} could not be read: it is a symbolic link, which is not followed.`,
      }),
    );
  });
});

describe.runIf(isPosix)('a folder that is there already', () => {
  test.each(['.postsmith', '.postsmith/tokens', '.postsmith/tokens/orders'])(
    'is made its owner’s alone: %s',
    (folder) => {
      mkdirSync(join(root, folder), { recursive: true });
      chmodSync(join(root, folder), 0o777);
      writeTokenFile(place, LOGIN);
      expect(modeOf(join(root, folder))).toBe(0o700);
    },
  );

  test('is ignored by git again, whatever its .gitignore said', () => {
    mkdirSync(join(root, '.postsmith'));
    writeFileSync(join(root, '.postsmith', '.gitignore'), '!*\n');
    writeTokenFile(place, LOGIN);
    expect(readFileSync(join(root, '.postsmith', '.gitignore'), 'utf8')).toBe('*\n');
  });

  test.runIf(process.getuid?.() === 0)('is refused when it is somebody else’s', () => {
    mkdirSync(join(root, '.postsmith'));
    chownSync(join(root, '.postsmith'), 4711, 4711);
    expect(() => writeTokenFile(place, LOGIN)).toThrow(
      expect.objectContaining({
        code: 'OUTPUT_FAILED',
        message: expect.stringContaining('belongs to another user'),
      }),
    );
  });

  test('is rid of what a killed process left half-written', () => {
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    writeTokenFile(place, LOGIN);
    writeFileSync(join(dirname(tokenFileOf(place)), `.postsmith-write-${dead}-1.tmp`), 'a refresh token');
    writeTokenFile(place, LOGIN);
    expect(readdirSync(dirname(tokenFileOf(place)))).toEqual(['orders.lab.json']);
  });
});

test('a file that cannot be put in place is told of, and leaves nothing beside it', () => {
  writeTokenFile(place, LOGIN);
  removeTokenFile(place);
  const path = tokenFileOf(place);
  // A folder with something in it, over which not even root can rename.
  mkdirSync(join(path, 'inside'), { recursive: true });
  expect(() => writeTokenFile(place, LOGIN)).toThrow(
    expect.objectContaining({
      code: 'OUTPUT_FAILED',
      message: expect.stringContaining(`${path} could not be written`),
    }),
  );
  expect(readdirSync(dirname(path))).toEqual(['orders.lab.json']);
});
