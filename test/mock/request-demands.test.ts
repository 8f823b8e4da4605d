import { describe, expect, it } from 'vitest';
import { judgeBody } from '../../src/mock/request-demands.ts';
import type { Body, Header } from '../../src/model/collection.ts';
import { request } from './fixture.ts';

const judge = (body: Body, contentType: string | undefined, text: string, headers: readonly Header[] = []) =>
  judgeBody(request('POST', 'https://{{h}}/', { body, headers }), contentType, text, { version: '2' });

const json: Body = { json: {} };

describe('judgeBody', () => {
  it.each([
    ['JSON', json, 'application/json', '{}'],
    ['JSON with a charset and capitals', json, 'Application/JSON; charset=UTF-8', '[]'],
    [
      'JSON of its own media type',
      { json: {}, mediaType: 'application/vnd.api+json' },
      'application/vnd.api+json',
      '1',
    ],
    ['a form', { form: [] }, 'application/x-www-form-urlencoded', 'a=1'],
    ['text', { text: 'a', mediaType: 'text/csv' }, 'text/csv; header=present', 'a,b'],
  ] satisfies [string, Body, string, string][])('takes %s', (_what, body, type, text) => {
    expect(judge(body, type, text)).toBeUndefined();
  });

  it('takes what an explicit header declares, with its placeholders', () => {
    const headers = [{ name: 'content-type', value: 'application/vnd.v{{version}}+json' }];
    expect(judge(json, 'application/vnd.v2+json', '{}', headers)).toBeUndefined();
    expect(judge(json, 'application/json', '{}', headers)).toEqual({
      status: 415,
      problem: 'the body is application/json, not application/vnd.v2+json',
    });
    const off = [{ name: 'Content-Type', value: 'text/plain', enabled: false }];
    expect(judge(json, 'application/json', '{}', off)).toBeUndefined();
  });

  it('rejects another media type, and none', () => {
    expect(judge(json, 'text/plain', '{}')).toEqual({
      status: 415,
      problem: 'the body is text/plain, not application/json',
    });
    expect(judge(json, undefined, '')).toEqual({
      status: 415,
      problem: 'the body is of no media type, not application/json',
    });
  });

  it('rejects JSON that is none, also when it is declared as text', () => {
    const problem = { status: 400, problem: 'the body is not valid JSON' };
    expect(judge(json, 'application/json', '{')).toEqual(problem);
    expect(judge({ text: '{}', mediaType: 'application/json' }, 'application/json', '')).toEqual(problem);
  });

  it('asks nothing of a request without a declared body', () => {
    expect(judgeBody(request('GET', 'https://{{h}}/'), 'text/plain', 'x', {})).toBeUndefined();
  });
});
