/** What is accepted of commands and of a node's description of itself, and which path is judged as which. */

import { describe, expect, it } from 'vitest';
import { judge } from '../../scripts/post-response/pexip/judge.ts';

const respond = (method: string, path: string, status: number, body: string) =>
  judge({ method, path: `/api/admin/${path}`, status, body, location: undefined }, () => undefined);
const judgeCommand = (status: number, body: string) =>
  respond('POST', 'command/v1/participant/dial/', status, body);
const PATHS = { root: 'status/v1/', schema: 'status/v1/alarm/schema/' };
const judgeSelfDescription = (status: number, body: string, kind: keyof typeof PATHS) =>
  respond('GET', PATHS[kind], status, body);

describe('the response to a command', () => {
  it.each([200, 202])('is %i with a success', (status) => {
    expect(judgeCommand(status, '{"status":"success","data":null}')).toEqual({
      statusProblem: undefined,
      problems: [],
    });
  });

  it('tells which participant was dialed', () => {
    const body = '{"status":"success","data":{"participant_id":"00000000-0000-0000-0000-000000000000"}}';
    expect(judgeCommand(200, body)?.ids).toEqual({ participant_id: '00000000-0000-0000-0000-000000000000' });
  });

  it.each([
    [
      '{"status":"failure","error":"No such conference"}',
      '"status" is "failure", not "success": "No such conference"',
    ],
    ['{"status":"error"}', '"status" is "error", not "success"'],
    ['{"data":null}', '"status" is undefined, not "success": null'],
    ['{"status":true}', 'response.status is boolean, not string'],
    ['<html>', 'response is no object but undefined'],
    ['', 'response is no object but undefined'],
  ])('is not %s', (body, problem) => {
    expect(judgeCommand(200, body)).toEqual({ statusProblem: undefined, problems: [problem] });
  });

  it('says what to check when the status is another', () => {
    expect(judgeCommand(403, '')?.statusProblem).toContain(
      'the role of your OAuth2 client lacks the permission',
    );
    expect(judgeCommand(201, '{"status":"success"}')?.statusProblem).toContain('201 instead of 200 or 202');
  });
});

describe("a node's description of itself", () => {
  const entry = { list_endpoint: '/api/x/', schema: '/api/x/schema/' };

  it('lists resources with their address and schema', () => {
    expect(judgeSelfDescription(200, JSON.stringify({ x: entry }), 'root')?.problems).toEqual([]);
  });

  it('describes fields and methods', () => {
    const schema = { fields: {}, allowed_list_http_methods: ['get'], default_limit: 20 };
    expect(judgeSelfDescription(200, JSON.stringify(schema), 'schema')?.problems).toEqual([]);
  });

  it.each([
    ['root', '{}', 'the node lists no resource'],
    ['root', '{"x":{"list_endpoint":"/api/x/"}}', 'x has no "schema"'],
    ['root', '{"x":1}', 'x is no object but number'],
    ['root', 'x', 'the response is no JSON object'],
    ['schema', '{}', '"fields" is missing'],
    ['schema', '{"fields":[]}', 'schema.fields is array, not dict'],
  ] as const)('as a %s is not %s', (kind, body, problem) => {
    expect(judgeSelfDescription(200, body, kind)?.problems).toEqual([problem]);
  });

  it('says what to check when the status is another', () => {
    expect(judgeSelfDescription(404, '', 'root')?.statusProblem).toContain('404 instead of 200');
  });
});

const judged = (path: string) =>
  judge({ method: 'GET', path, status: 200, body: '{}', location: undefined }, (resource) =>
    resource === 'status/alarm' ? { fields: {}, listed: 'status_alarm_id' } : undefined,
  );

describe('the path of a request', () => {
  it.each([
    ['/api/admin/status/v1/alarm/', '"meta" is missing'],
    ['/api/admin/status/v1/alarm/7/', undefined],
    ['/behind/a/proxy/api/admin/status/v1/alarm/', '"meta" is missing'],
    ['/api/admin/status/v1/alarm/schema/', '"fields" is missing'],
    ['/api/admin/status/v1/', 'the node lists no resource'],
    ['/api/admin/command/v1/platform/', 'the node lists no resource'],
    ['/api/admin/command/v1/platform/snapshot/', '"status" is undefined, not "success"'],
    ['/api/admin/command/v1/platform/snapshot/schema/', '"fields" is missing'],
  ])('%s says how its response is judged', (path, problem) => {
    expect(judged(path)?.problems[0]).toBe(problem);
  });

  it.each(['/api/admin/status/v1/unknown/', '/api/client/v2/conferences/', '/'])(
    '%s is nothing that the collection knows, and is not judged',
    (path) => {
      expect(judged(path)).toBeUndefined();
    },
  );
});
