/** Tests that a request fails, and in the way that it is there to show: with JSON:API error objects that say why. */

import { isObject } from '../json.ts';
import { documentIn, membersOf } from './json-api/document.ts';
import { responseNow, statusProblem, type Response } from './json-api/response.ts';

export interface ExpectedFailure {
  readonly status: number;
  /** The code of the error objects, which older versions of the service leave out. */
  readonly code?: string;
  /** JSON pointers, separated by blanks: one error object for each. */
  readonly pointers?: string;
  /** What the `WWW-Authenticate` header must hold (RFC 6750 §3). */
  readonly challenge?: string;
}

/** One sentence for each thing that is not as expected. */
export const failureProblems = (
  { body, contentType }: Response,
  challenge: string,
  expected: ExpectedFailure,
): readonly string[] => {
  const document = documentIn(body, contentType);
  if (typeof document === 'string') return [document];
  const errors = membersOf(document.errors).filter(isObject);
  const pointers = new Set(errors.map(({ source }) => (isObject(source) ? source.pointer : undefined)));
  const missing = (expected.pointers ?? '').split(' ').filter((each) => each !== '' && !pointers.has(each));
  return [
    ...(errors.length === 0 ? ['"errors" holds no error object'] : []),
    ...errors
      .filter(({ status }) => String(status) !== String(expected.status))
      .map(({ status }) => `an error object has the status ${String(status)}, not ${expected.status}`),
    ...errors
      .filter(({ code }) => expected.code !== undefined && code !== undefined && code !== expected.code)
      .map(({ code }) => `an error object has the code ${String(code)}, not ${expected.code ?? ''}`),
    ...missing.map((pointer) => `no error object points to ${pointer}`),
    ...(challenge.includes(expected.challenge ?? '')
      ? []
      : [`WWW-Authenticate is "${challenge}", without ${expected.challenge ?? ''}`]),
  ];
};

/** What is expected, by the name of the request. */
export default (failures: { readonly [request: string]: ExpectedFailure }): void => {
  const expected = failures[pm.info.requestName];
  if (expected === undefined) {
    pm.test.skip('There is no test for a request of this name');
    return;
  }
  const response = responseNow();
  const problem = statusProblem(response, [expected.status]);
  pm.test(`It fails with ${expected.status}, as it should`, () => {
    if (problem !== '') throw new Error(problem);
  });
  if (problem !== '') return;
  const challenge = pm.response.headers.get('WWW-Authenticate') ?? '';
  const problems = failureProblems(response, challenge, expected);
  pm.test('The response says why', () => {
    if (problems.length > 0) throw new Error(problems.join('; '));
  });
};
