/** What is said when somebody has logged in. */

import { describe, expect, test } from 'vitest';
import { get } from 'postsmith';
import { deprivedRequests } from '../../src/session/summary.ts';
import { summarizeSession } from '../../src/session/summary.ts';

const request = (name: string, scope?: string | readonly string[], folder?: string) => ({
  path: folder === undefined ? [name] : [folder, name],
  item: get({ name, url: 'https://{{host}}/', ...(scope !== undefined && { scope }) }),
});

const REQUESTS = [
  request('Read', 'read', 'Courses'),
  request('Create', 'read write', 'Courses'),
  request('Either', ['admin write', 'read', 'audit']),
  request('Neither', ['admin write', 'audit']),
  request('Plain'),
];

const TOKENS = {
  accessToken: 'the access token',
  expires: '1800000000',
  scope: 'read',
  accessTokenFor: '',
  refreshToken: 'the refresh token',
};

describe('a smaller scope', () => {
  test('is felt by the requests that no alternative of theirs covers', () => {
    expect(deprivedRequests(REQUESTS, 'read')).toEqual([
      { path: ['Courses', 'Create'], lacks: ['write'] },
      { path: ['Neither'], lacks: ['audit'] },
    ]);
    expect(deprivedRequests(REQUESTS, 'read write audit')).toEqual([]);
  });

  test('is said with them', () => {
    const text = summarizeSession({
      tokens: TOKENS,
      asked: 'read write',
      requests: REQUESTS,
      names: 'orders -e lab',
    });
    expect(text).toContain(
      [
        'Not granted: write.',
        'These 2 requests need more than was granted, and will not be sent:',
        '  Courses › Create (write)',
        '  Neither (audit)',
        'Go on with: postsmith run orders -e lab',
        '',
      ].join('\n'),
    );
  });

  test('is said without naming hundreds of requests', () => {
    const requests = Array.from({ length: 7 }, (_, index) => request(`R${index}`, 'write'));
    const text = summarizeSession({ tokens: TOKENS, asked: 'read', requests, names: '' });
    expect(text).toContain('These 7 requests need more than was granted');
    expect(text).toContain('  R4 (write)\n  and 2 more\n');
    expect(text).not.toContain('R5');
    expect(text).not.toContain('Not granted');
  });
});

describe('the end of a sign-in', () => {
  test.each([
    [TOKENS, 'There is a refresh token, with which runs renew it by themselves.'],
    [{ ...TOKENS, refreshToken: '' }, 'There is no refresh token, so sign in again after that.'],
  ])('says until when it serves, and never a token', (tokens, sentence) => {
    const text = summarizeSession({ tokens, asked: 'read', requests: [], names: 'orders -e lab' });
    expect(text).toMatch(/^Signed in\. The access token lives until 2027-01-1\d \d\d:\d\d:\d\d\.\n/);
    expect(text).toContain(sentence);
    expect(text).not.toContain('the access token');
    expect(text).not.toContain('the refresh token');
  });
});
