/**
 * What follows `pm.expect(value)`: chai's assertions and Postman's own about requests and responses.
 * https://www.chaijs.com/api/bdd/ and https://github.com/postmanlabs/chai-postman
 */

/** An assertion that compares with a value. */
type PostmanComparison = (expected?: unknown, message?: string) => PostmanExpectation;

/** Words that only make a sentence of it, or change what follows. */
interface PostmanSentence {
  readonly to: PostmanExpectation;
  readonly be: PostmanExpectation;
  readonly been: PostmanExpectation;
  readonly is: PostmanExpectation;
  readonly that: PostmanExpectation;
  readonly which: PostmanExpectation;
  readonly and: PostmanExpectation;
  readonly has: PostmanExpectation;
  readonly have: PostmanExpectation;
  readonly with: PostmanExpectation;
  readonly at: PostmanExpectation;
  readonly of: PostmanExpectation;
  readonly same: PostmanExpectation;
  readonly but: PostmanExpectation;
  readonly does: PostmanExpectation;
  readonly still: PostmanExpectation;
  readonly also: PostmanExpectation;
  readonly not: PostmanExpectation;
  readonly deep: PostmanExpectation;
  readonly nested: PostmanExpectation;
  readonly own: PostmanExpectation;
  readonly ordered: PostmanExpectation;
  readonly any: PostmanExpectation;
  readonly all: PostmanExpectation;
}

/** Assertions about any value. */
interface PostmanExpectation extends PostmanSentence, PostmanMessageAssertions {
  readonly a: PostmanExpectation & ((type: string, message?: string) => PostmanExpectation);
  readonly an: PostmanExpectation & ((type: string, message?: string) => PostmanExpectation);
  readonly include: PostmanExpectation & PostmanComparison;
  readonly includes: PostmanExpectation & PostmanComparison;
  readonly contain: PostmanExpectation & PostmanComparison;
  readonly contains: PostmanExpectation & PostmanComparison;
  readonly length: PostmanExpectation & ((length: number, message?: string) => PostmanExpectation);
  readonly lengthOf: PostmanExpectation & ((length: number, message?: string) => PostmanExpectation);
  readonly true: PostmanExpectation;
  readonly false: PostmanExpectation;
  readonly null: PostmanExpectation;
  readonly undefined: PostmanExpectation;
  readonly NaN: PostmanExpectation;
  readonly exist: PostmanExpectation;
  readonly arguments: PostmanExpectation;
  readonly Arguments: PostmanExpectation;
  readonly sealed: PostmanExpectation;
  readonly frozen: PostmanExpectation;
  readonly finite: PostmanExpectation;
  /** What follows is looked for on the function itself, not on what it makes. */
  readonly itself: PostmanExpectation;
  readonly empty: PostmanExpectation;
  readonly equal: PostmanComparison;
  readonly equals: PostmanComparison;
  readonly eq: PostmanComparison;
  readonly eql: PostmanComparison;
  readonly eqls: PostmanComparison;
  readonly above: PostmanComparison;
  readonly gt: PostmanComparison;
  readonly greaterThan: PostmanComparison;
  readonly least: PostmanComparison;
  readonly gte: PostmanComparison;
  readonly greaterThanOrEqual: PostmanComparison;
  readonly below: PostmanComparison;
  readonly lt: PostmanComparison;
  readonly lessThan: PostmanComparison;
  readonly most: PostmanComparison;
  readonly lte: PostmanComparison;
  readonly lessThanOrEqual: PostmanComparison;
  readonly instanceOf: PostmanComparison;
  readonly instanceof: PostmanComparison;
  readonly members: PostmanComparison;
  readonly match: PostmanComparison;
  readonly matches: PostmanComparison;
  readonly string: PostmanComparison;
  readonly throw: (expected?: unknown, message?: unknown) => PostmanExpectation;
  readonly throws: (expected?: unknown, message?: unknown) => PostmanExpectation;
  readonly Throw: (expected?: unknown, message?: unknown) => PostmanExpectation;
  within(least: number, most: number, message?: string): PostmanExpectation;
  closeTo(expected: number, delta: number, message?: string): PostmanExpectation;
  oneOf(list: readonly unknown[], message?: string): PostmanExpectation;
  keys(...names: readonly (string | readonly string[])[]): PostmanExpectation;
  key(name: string): PostmanExpectation;
  property(name: string, value?: unknown, message?: string): PostmanExpectation;
  ownProperty(name: string, value?: unknown, message?: string): PostmanExpectation;
  haveOwnProperty(name: string, value?: unknown, message?: string): PostmanExpectation;
  ownPropertyDescriptor(name: string, descriptor?: object, message?: string): PostmanExpectation;
  haveOwnPropertyDescriptor(name: string, descriptor?: object, message?: string): PostmanExpectation;
  satisfy(matches: (value: never) => boolean, message?: string): PostmanExpectation;
  satisfies(matches: (value: never) => boolean, message?: string): PostmanExpectation;
  approximately(expected: number, delta: number, message?: string): PostmanExpectation;
  respondTo(method: string, message?: string): PostmanExpectation;
  respondsTo(method: string, message?: string): PostmanExpectation;
  /** Of a function: a call changes what another function, or a member of an object, says. */
  change(of: object, member?: string, message?: string): PostmanExpectation;
  changes(of: object, member?: string, message?: string): PostmanExpectation;
  increase(of: object, member?: string, message?: string): PostmanExpectation;
  increases(of: object, member?: string, message?: string): PostmanExpectation;
  decrease(of: object, member?: string, message?: string): PostmanExpectation;
  decreases(of: object, member?: string, message?: string): PostmanExpectation;
  by(delta: number, message?: string): PostmanExpectation;
}

/** Postman's assertions about `pm.response` and `pm.request`. */
interface PostmanMessageAssertions {
  /** Status 2xx where a response is judged; any truthy value otherwise. */
  readonly ok: PostmanExpectation;
  readonly success: PostmanExpectation;
  readonly accepted: PostmanExpectation;
  readonly redirection: PostmanExpectation;
  readonly clientError: PostmanExpectation;
  readonly serverError: PostmanExpectation;
  readonly error: PostmanExpectation;
  readonly badRequest: PostmanExpectation;
  readonly unauthorized: PostmanExpectation;
  readonly forbidden: PostmanExpectation;
  readonly notFound: PostmanExpectation;
  readonly rateLimited: PostmanExpectation;
  readonly info: PostmanExpectation;
  readonly unauthorised: PostmanExpectation;
  readonly notAcceptable: PostmanExpectation;
  /** Status 204. */
  readonly withoutContent: PostmanExpectation;
  readonly postmanRequest: PostmanExpectation;
  readonly postmanResponse: PostmanExpectation;
  /** Has a body. */
  readonly withBody: PostmanExpectation;
  /** Has a body of JSON. */
  readonly json: PostmanExpectation;
  /** A status code, or a reason phrase. */
  status(expected: number | string): PostmanExpectation;
  header(name: string, value?: string): PostmanExpectation;
  body(expected?: string | RegExp): PostmanExpectation;
  jsonBody(pathOrValue?: unknown, value?: unknown): PostmanExpectation;
  jsonSchema(schema: object, options?: object): PostmanExpectation;
  readonly responseTime: PostmanExpectation;
  readonly responseSize: PostmanExpectation;
  readonly statusCode: (code: number) => PostmanExpectation;
  /** The first digit of the status code. */
  readonly statusCodeClass: (first: number) => PostmanExpectation;
  readonly statusReason: (reason: string) => PostmanExpectation;
}
