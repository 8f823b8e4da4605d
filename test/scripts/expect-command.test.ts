/** What the scripts that test commands and a node's description of itself accept and refuse. */

import { describe, expect, it } from 'vitest';
import { judgeCommand } from '../../scripts/post-response/expect/command.ts';
import { judgeSelfDescription } from '../../scripts/post-response/expect/self-description.ts';

describe('the answer to a command', () => {
  it.each([200, 202])('is %i with a success', (status) => {
    expect(judgeCommand(status, '{"status":"success","data":null}')).toEqual({
      statusProblem: undefined,
      problems: [],
      participantId: '',
    });
  });

  it('tells which participant was dialed', () => {
    const body = '{"status":"success","data":{"participant_id":"00000000-0000-0000-0000-000000000000"}}';
    expect(judgeCommand(200, body).participantId).toBe('00000000-0000-0000-0000-000000000000');
  });

  it.each([
    [
      '{"status":"failure","error":"No such conference"}',
      '"status" is "failure", not "success": "No such conference"',
    ],
    ['{"status":"error"}', '"status" is "error", not "success"'],
    ['{"data":null}', '"status" is undefined, not "success": null'],
    ['{"status":true}', 'answer.status is boolean, not string'],
    ['<html>', 'answer is no object but undefined'],
    ['', 'answer is no object but undefined'],
  ])('is not %s', (body, problem) => {
    expect(judgeCommand(200, body)).toMatchObject({ problems: [problem], participantId: '' });
  });

  it('says what to check when the status is another', () => {
    expect(judgeCommand(403, '').statusProblem).toContain(
      'the role of your OAuth2 client lacks the permission',
    );
    expect(judgeCommand(201, '{"status":"success"}').statusProblem).toContain('201 instead of 200 or 202');
  });
});

describe("a node's description of itself", () => {
  const entry = { list_endpoint: '/api/x/', schema: '/api/x/schema/' };

  it('lists resources with their address and schema', () => {
    expect(judgeSelfDescription(200, JSON.stringify({ x: entry }), 'root').problems).toEqual([]);
  });

  it('describes fields and methods', () => {
    const schema = { fields: {}, allowed_list_http_methods: ['get'], default_limit: 20 };
    expect(judgeSelfDescription(200, JSON.stringify(schema), 'schema').problems).toEqual([]);
  });

  it.each([
    ['root', '{}', 'the node lists no resource'],
    ['root', '{"x":{"list_endpoint":"/api/x/"}}', 'x has no "schema"'],
    ['root', '{"x":1}', 'x is no object but number'],
    ['root', 'x', 'the answer is no JSON object'],
    ['schema', '{}', '"fields" is missing'],
    ['schema', '{"fields":[]}', 'schema.fields is array, not dict'],
  ] as const)('as a %s is not %s', (kind, body, problem) => {
    expect(judgeSelfDescription(200, body, kind).problems).toEqual([problem]);
  });

  it('says what to check when the status is another', () => {
    expect(judgeSelfDescription(404, '', 'root').statusProblem).toContain('404 instead of 200');
  });
});
