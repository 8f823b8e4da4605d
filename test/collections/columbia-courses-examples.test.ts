/** The Columbia collection's examples: each is accepted by the test of its own request, and says that it's made up. */

import type { Example, Json } from 'postsmith';
import { describe, expect, it } from 'vitest';
import collection from '../../collections/columbia-courses.ts';
import { failureProblems, type ExpectedFailure } from '../../scripts/post-response/expect-failure.ts';
import { judge, type Expectation } from '../../scripts/post-response/expect-json-api.ts';
import { queryProblems, type ExpectedQuery } from '../../scripts/post-response/expect-query.ts';
import { statusProblem, type Response } from '../../scripts/post-response/json-api/response.ts';
import { requestsOf, type Placed } from './walk.ts';

const placed = requestsOf(collection);
const judged = placed.filter(({ request }) => request.url.startsWith('{{base_url}}/v1/'));

/** The innermost script that tests a request's responses, with what it's told. */
const testOf = ({ request, folders }: Placed): { readonly name: string; readonly parameters: Json } => {
  const [use] = [request, ...folders.toReversed()].flatMap(({ scripts }) => scripts?.postResponse ?? []);
  if (use === undefined || (typeof use === 'object' && 'code' in use))
    throw new Error(`nothing tests ${request.name}`);
  return typeof use === 'string' ? { name: use, parameters: null } : { parameters: null, ...use };
};

const headerOf = (example: Example | undefined, name: string): string =>
  example?.headers?.find((header) => header.name === name)?.value ?? '';

const responseOf = ({ request }: Placed): Response => {
  const [example] = request.examples ?? [];
  const { body } = request;
  return {
    method: request.method,
    path: request.url.replace('{{base_url}}', ''),
    status: example?.status ?? 0,
    contentType: headerOf(example, 'Content-Type'),
    body: example?.body === undefined ? '' : JSON.stringify(example.body),
    sent: body !== undefined && 'json' in body ? JSON.stringify(body.json) : '',
    granted: '',
  };
};

/** What the collection's own script finds wrong with the first example. The declaration hands it plain JSON. */
const problemsOf = (where: Placed): readonly string[] => {
  const response = responseOf(where);
  const { name, parameters: given } = testOf(where);
  const parameters =
    name === 'expect-json-api' ? given : ((given as Record<string, Json>)[where.request.name] ?? null);
  switch (name) {
    case 'expect-failure': {
      const challenge = headerOf(where.request.examples?.[0], 'WWW-Authenticate');
      const expected = parameters as unknown as ExpectedFailure;
      return [statusProblem(response, [expected.status]), ...failureProblems(response, challenge, expected)];
    }
    case 'expect-query':
      return [
        statusProblem(response, [200]),
        ...queryProblems(JSON.parse(response.body) as Record<string, unknown>, parameters as ExpectedQuery),
      ];
    default: {
      const verdict = judge(response, parameters as unknown as Expectation);
      return [verdict.statusProblem, ...verdict.problems];
    }
  }
};

describe('examples of the Columbia collection', () => {
  it.each(judged.map((where) => [where.place, where] as const))(
    '%s is accepted by its own test',
    (_, where) => {
      expect(problemsOf(where).filter((problem) => problem !== '')).toEqual([]);
    },
  );

  it('say that they are made up', () => {
    const names = placed.flatMap(({ request }) => (request.examples ?? []).map(({ name }) => name));
    expect(names.filter((name) => !/^Example: .*\(made up\)$/.test(name))).toEqual([]);
  });

  it('have the media type of the service, wherever they have a body', () => {
    const other = judged
      .flatMap(({ request }) => request.examples ?? [])
      .filter(
        (example) =>
          example.body !== undefined && headerOf(example, 'Content-Type') !== 'application/vnd.api+json',
      );
    expect(other).toEqual([]);
  });

  it('give every creation an id to keep', () => {
    const empty = judged.filter((where) => {
      const { name, parameters } = testOf(where);
      const isCreation = where.request.method === 'POST' && /\/v1\/\w+\/$/.test(where.request.url);
      if (!isCreation || name !== 'expect-json-api') return false;
      const { ids } = judge(responseOf(where), parameters as unknown as Expectation);
      return Object.values(ids).filter((id) => id !== '').length !== 1;
    });
    expect(empty.map(({ place }) => place)).toEqual([]);
  });

  it('hold no address but the local one and no made-up token', () => {
    const text = JSON.stringify(placed.map(({ request }) => request.examples));
    const addresses = text.match(/https?:\/\/[^/"\\ ]+/g) ?? [];
    expect([...new Set(addresses)].sort()).toEqual(['http://localhost:8000', 'https://api.columbia.edu']);
    expect(text).not.toMatch(/eyJ[\w-]{10}|-----BEGIN/);
  });
});
