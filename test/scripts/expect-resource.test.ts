/** What the responses of a resource may be, and what is kept of them. */

import { describe, expect, it } from 'vitest';
import { judge } from '../../scripts/post-response/pexip/judge.ts';
import { readExpectation, type Expectation } from '../../scripts/post-response/pexip/resource.ts';
import type { Response } from '../../scripts/post-response/pexip/verdict.ts';

const expectation: Expectation = {
  fields: {
    string: 'name resource_uri',
    integer: 'id participant_limit',
    boolean: 'allow_guests',
    related: 'aliases ivr_theme',
    datetime: 'creation_time',
    float: 'load',
    dict: 'extra',
    list: 'nodes',
  },
  listed: 'configuration_conference_id',
  created: 'new_conference_id',
};
const LIST = '/api/admin/configuration/v1/conference/';
const META = { limit: 20, next: null, offset: 0, previous: null, total_count: 1 };
const OBJECT = { id: 7, resource_uri: `${LIST}7/`, name: 'VMR' };

const response = (
  method: string,
  path: string,
  status: number,
  body: unknown = '',
  location?: string,
): Response => ({
  method,
  path,
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  location,
});
const listed = (...objects: readonly unknown[]): Response =>
  response('GET', LIST, 200, { meta: META, objects });
const judgedBy = (given: Response, of: Expectation) => {
  const names = new Set(['configuration/conference', 'configuration/global', 'status/worker_vm/statistics']);
  const verdict = judge(given, (name) => (names.has(name) ? of : undefined));
  if (verdict === undefined) throw new Error(`${given.path} was not judged`);
  return verdict;
};
const judged = (given: Response) => judgedBy(given, expectation);

const one = (body: unknown) => judged(response('GET', `${LIST}7/`, 200, body));

describe('the response to a list', () => {
  it('is a page of objects, whose first id is kept', () => {
    expect(judged(listed(OBJECT, { ...OBJECT, id: 8, resource_uri: `${LIST}8/` }))).toEqual({
      statusProblem: undefined,
      problems: [],
      ids: { configuration_conference_id: '7' },
    });
  });

  it('empties the id when nothing is listed, so that no stale one is used', () => {
    expect(judged(listed()).ids).toEqual({ configuration_conference_id: '' });
  });

  it('empties the id when the response is a failure', () => {
    expect(judged(response('GET', LIST, 500)).ids).toEqual({ configuration_conference_id: '' });
  });

  it('takes the id from the address, as not every resource is addressed by its "id"', () => {
    expect(judged(listed({ resource_uri: `${LIST}abc/`, id: 7 })).ids).toEqual({
      configuration_conference_id: 'abc',
    });
    expect(judged(listed({ id: 7 })).ids).toEqual({ configuration_conference_id: '7' });
  });

  it.each([
    ['the object alone', OBJECT, ['"meta" is missing', '"objects" is no list']],
    ['an array', [OBJECT], ['the response is no object but array']],
    ['HTML', '<html></html>', ['the response is no JSON']],
    ['nothing', '', ['the response is no JSON']],
    [
      'a meta of the wrong type',
      { meta: { ...META, limit: '20' }, objects: [] },
      ['meta.limit is string, not integer'],
    ],
    ['objects that are none', { meta: META, objects: ['x'] }, ['objects[0] is no object but string']],
  ])('is not %s', (_, body, problems) => {
    expect(judged(response('GET', LIST, 200, body)).problems).toEqual(problems);
  });
});

describe('the response with one object', () => {
  it('is the bare object, and changes no kept id', () => {
    expect(one(OBJECT)).toEqual({ statusProblem: undefined, problems: [], ids: {} });
  });

  it('may have null, fewer and unknown fields, as versions differ', () => {
    expect(one({ id: 7, name: null, ivr_theme: null, later_field: [1] }).problems).toEqual([]);
  });

  it.each([
    ['name', 5, 'number', 'string'],
    ['id', 1.5, 'number', 'integer'],
    ['participant_limit', 1.5, 'number', 'integer'],
    ['allow_guests', 'yes', 'string', 'boolean'],
    ['aliases', 3, 'number', 'related'],
    ['creation_time', 1700000000, 'number', 'datetime'],
    ['load', '0.5', 'string', 'float'],
    ['extra', [], 'array', 'dict'],
    ['nodes', {}, 'object', 'list'],
  ])('names the field %s when it has the wrong type', (name, value, given, type) => {
    expect(one({ ...OBJECT, [name]: value }).problems).toEqual([`object.${name} is ${given}, not ${type}`]);
  });

  it.each([[['/api/a/1/']], ['/api/a/1/'], [{ id: 1 }], [[{ alias: 'a' }]]])(
    'refers to others by address or with them inside: %j',
    (aliases) => {
      expect(one({ ...OBJECT, aliases }).problems).toEqual([]);
    },
  );

  it('may have an id that is a number or a text, as versions differ', () => {
    expect(one({ ...OBJECT, id: '7' }).problems).toEqual([]);
    expect(one({ ...OBJECT, id: 7 }).problems).toEqual([]);
  });

  it('says which object it is', () => {
    expect(one({ name: 'VMR' }).problems).toEqual(['object has no id or resource_uri']);
  });
});

describe('the response to a creation', () => {
  it('is 201 with the address of the new object, whose id is kept', () => {
    expect(judged(response('POST', LIST, 201, '', `https://node.example.com${LIST}42/`))).toEqual({
      statusProblem: undefined,
      problems: [],
      ids: { new_conference_id: '42' },
    });
  });

  it('may name the new object in its body instead', () => {
    const created = (body: unknown) => judged(response('POST', LIST, 201, body)).ids;
    expect(created({ ...OBJECT, resource_uri: `${LIST}43/` })).toEqual({ new_conference_id: '43' });
    expect(created({ id: 44 })).toEqual({ new_conference_id: '44' });
  });

  it('must name the new object', () => {
    expect(judged(response('POST', LIST, 201)).problems).toEqual([
      'neither the Location header nor the body names the new object',
    ]);
  });

  it('forgets the id of an earlier creation when this one failed', () => {
    expect(judged(response('POST', LIST, 400, '{}', `${LIST}42/`)).ids).toEqual({ new_conference_id: '' });
  });
});

describe('the responses to changes', () => {
  it.each([
    ['PUT', 200],
    ['PUT', 204],
    ['PATCH', 202],
    ['PATCH', 204],
    ['DELETE', 204],
  ])('%s may be answered with %i', (method, status) => {
    expect(judged(response(method, `${LIST}7/`, status))).toMatchObject({
      statusProblem: undefined,
      problems: [],
    });
  });

  it('are judged by their object when they have one', () => {
    expect(judged(response('PUT', `${LIST}7/`, 200, { ...OBJECT, name: 1 })).problems).toEqual([
      'object.name is number, not string',
    ]);
  });

  it('forget the created object once it is deleted, and not before', () => {
    expect(judged(response('DELETE', `${LIST}7/`, 204)).ids).toEqual({ new_conference_id: '' });
    expect(judged(response('DELETE', `${LIST}7/`, 403)).ids).toEqual({});
  });
});

describe('a status that is not documented', () => {
  it.each([
    [401, 'check that the OAuth2 client still exists'],
    [403, 'the role of your OAuth2 client lacks the permission'],
    [404, 'no such object'],
    [405, 'does not allow this method'],
    [429, 'too many requests'],
    [503, 'the node failed'],
    [302, 'not a documented response'],
  ])('%i says what to check', (status, hint) => {
    const verdict = judged(response('GET', `${LIST}7/`, status, OBJECT));
    expect(verdict.statusProblem).toContain(`${status} instead of 200: `);
    expect(verdict.statusProblem).toContain(hint);
    expect(verdict.problems).toEqual([]);
  });

  it('is told as none when there was no response at all', () => {
    expect(judged(response('GET', LIST, 0)).statusProblem).toBe('There was no response.');
  });

  it('shows what the node says of the fields it refused, and no page of HTML', () => {
    const refused = response('PATCH', `${LIST}7/`, 400, { conference: { name: ['must be unique'] } });
    expect(judged(refused).statusProblem).toContain(
      'The node says: {"conference":{"name":["must be unique"]}}',
    );
    expect(judged({ ...refused, body: '<html>x</html>' }).statusProblem).not.toContain('html');
    expect(judged({ ...refused, body: `["${'x'.repeat(9999)}"]` }).statusProblem?.length).toBeLessThan(500);
  });
});

describe('a setting of which there is one only', () => {
  const setting: Expectation = {
    fields: { string: 'fg id' },
    kept: { variable: 'kept_fg', field: 'fg', otherwise: '#fff' },
  };
  const read = (status: number, body: unknown) =>
    judgedBy(response('GET', '/api/admin/configuration/v1/global/1/', status, body), setting).settings;

  it('is kept, so that an update can send it back as it was', () => {
    expect(read(200, { id: '1', fg: '#0"0' })).toEqual({ kept_fg: '#0"0' });
    expect(read(200, { id: '1', fg: false })).toEqual({ kept_fg: false });
    expect(read(200, { id: '1', fg: null })).toEqual({ kept_fg: null });
  });

  it('is forgotten when it could not be read', () => {
    expect(read(403, { fg: 'x' })).toEqual({ kept_fg: undefined });
  });

  it('is an example where the node does not have it, and so ignores it', () => {
    expect(read(200, { id: '1' })).toEqual({ kept_fg: '#fff' });
  });
});

describe('what hangs below an object', () => {
  const below = { fields: { float: 'media_load' } };
  const path = '/api/admin/status/v1/worker_vm/1/statistics/';

  it.each([[{ media_load: 0.5 }], [{ meta: META, objects: [{ media_load: 0.5 }] }]])(
    'is a list or one object: %j',
    (body) => {
      expect(judgedBy(response('GET', path, 200, body), below).problems).toEqual([]);
    },
  );

  it.each([[{ media_load: 'x' }], [{ meta: META, objects: [{ media_load: 'x' }] }]])(
    'still has fields of the right type: %j',
    (body) => {
      expect(judgedBy(response('GET', path, 200, body), below).problems).not.toEqual([]);
    },
  );
});

describe('the line of an expectation', () => {
  it('holds variables and the fields by type', () => {
    const line = 'listed status_alarm_id|created new_alarm_id|boolean acknowledged|string details level';
    expect(readExpectation(line)).toEqual({
      listed: 'status_alarm_id',
      created: 'new_alarm_id',
      fields: { boolean: 'acknowledged', string: 'details level' },
    });
  });

  it('holds a setting, and what is sent to a node without it, as JSON', () => {
    const { kept } = readExpectation('kept kept_global_text text "two words"|string text');
    expect(kept).toEqual({ variable: 'kept_global_text', field: 'text', otherwise: 'two words' });
  });
});
