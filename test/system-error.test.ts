/** Errors of the world, and errors that are none. */

import { openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reasonOf, worldlyReason } from '../src/system-error.ts';

const failureOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

const systemError = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

test.each<[string, unknown, string]>([
  [
    'a file that is not there',
    failureOf(() => openSync('/no/such', 'r')),
    'The system refused /no/such: there is no such file or folder.',
  ],
  [
    'a full disk',
    systemError('ENOSPC', { syscall: 'write' }),
    'The system refused write: the disk is full; make room on it.',
  ],
  [
    'one that is another’s cause',
    new TypeError('fetch failed', { cause: systemError('ECONNREFUSED', { address: '127.0.0.1' }) }),
    'The system refused 127.0.0.1: connection refused (ECONNREFUSED).',
  ],
  [
    'a package that is missing',
    systemError('ERR_MODULE_NOT_FOUND'),
    'A part of Postsmith, or of a package that it needs, is missing: ERR_MODULE_NOT_FOUND. Install again with `npm ci` or `npm install`.',
  ],
])('%s is told in a sentence', (_what, error, sentence) => {
  expect(worldlyReason(error)).toBe(sentence);
});

test.each([new TypeError('x is not a function'), systemError('ERR_INVALID_ARG_TYPE'), 'text', undefined])(
  '%s is no error of the world',
  (error) => {
    expect(worldlyReason(error)).toBeUndefined();
  },
);

test('a code that we have no words for is told in those of the system', () => {
  expect(reasonOf(systemError('EXDEV'))).toBe('cross-device link not permitted (EXDEV)');
});
