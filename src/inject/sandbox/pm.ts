/** `pm`, `postman` and the older names of Postman's sandbox. */

import { settle } from '../evaluate/functions.ts';
import type { Callable } from '../evaluate/machine.ts';
import { isMarked, Part, Unknown } from '../evaluate/marks.ts';
import { Library } from '../evaluate/members.ts';
import { isRecord } from '../../values/json.ts';
import type { Reading } from './reading.ts';
import { readRequest } from './requests.ts';
import { signingPackage } from './signers.ts';

const named = (key: unknown): string | undefined =>
  typeof key === 'string' && !isMarked(key) ? key : undefined;

/** A scope of variables. Scripts are read as if there were one alone. */
const variableScope = (name: string, reading: Reading): Library => {
  const { marks } = reading.machine;
  const get: Callable = (key) => {
    const variable = named(key);
    if (variable === undefined)
      return new Unknown('is a variable whose name only a run tells', marks.marksOf(key));
    reading.note({ kind: 'get', variable });
    return reading.valueOf(variable);
  };
  const set: Callable = (key, value) => {
    const variable = named(key);
    if (variable === undefined)
      return reading.note({ kind: 'other', what: 'sets a variable whose name only a run tells' });
    reading.note({ kind: 'set', variable, value });
    reading.stored.set(variable, value instanceof Unknown ? marks.text(value) : value);
    return undefined;
  };
  return new Library(name, {
    name: marks.add({ kind: 'unknown', why: 'is the name of an environment', from: '' }),
    get,
    set,
    has: (key: unknown) => (
      reading.note({ kind: 'get', variable: marks.text(key) }),
      new Unknown('is whether a variable is there', marks.marksOf(get(key)))
    ),
    unset: (key: unknown) => reading.note({ kind: 'unset', variable: marks.text(key) }),
    replaceIn: (text: unknown) => reading.fill(marks.text(text)),
    toObject: () => new Unknown('is every variable'),
    clear: () => reading.note({ kind: 'other', what: 'removes all variables' }),
  });
};

/** The response to a request of a script or item: what it holds is known by its place in it. */
export const responseTo = (request: number, reading: Reading): Library => {
  const whole = (): Part =>
    new Part({ request }, [], reading.machine.marks.add({ kind: 'part', source: { request }, path: [] }));
  const text = (): string => reading.machine.marks.text(whole());
  return new Library('the response', {
    json: whole,
    text,
    stream: new Unknown('is bytes', text()),
    body: text(),
    code: 200,
    status: 'OK',
    responseTime: 1,
  });
};

const sendRequest =
  (reading: Reading): Callable =>
  (given, callback) => {
    const request = reading.send(readRequest(given, reading));
    reading.note({ kind: 'send', request });
    const response = responseTo(request, reading);
    if (typeof callback === 'function') reading.machine.call(callback, undefined, [null, response]);
    return settle(response, reading.machine);
  };

const note =
  (reading: Reading, what: string): Callable =>
  () =>
    reading.note({ kind: 'other', what });

/** Headers of the request that follows. */
const headers = (reading: Reading): Library => {
  const { marks } = reading.machine;
  const write: Callable = (given, value) => {
    const [name, text] = isRecord(given)
      ? [given['key'], given['value']]
      : typeof given === 'string' && value === undefined
        ? [given.split(':')[0], given.slice(given.indexOf(':') + 1).trim()]
        : [given, value];
    reading.note({ kind: 'header', name: marks.text(name), value: reading.fill(marks.text(text)) });
  };
  return new Library('the headers of the request', {
    add: write,
    upsert: write,
    append: write,
    remove: (name: unknown) =>
      /^authorization$/i.test(marks.text(name))
        ? undefined
        : reading.note({ kind: 'other', what: `removes the header ${marks.text(name)}` }),
    get: () => new Unknown('is a header'),
    has: () => new Unknown('is whether a header is there'),
  });
};

const requestLibrary = (reading: Reading): Library => {
  const own = headers(reading);
  const update = new Library('the URL of the request', {
    query: new Library('the query of the request', {
      add: note(reading, 'changes the query of the request'),
      upsert: note(reading, 'changes the query of the request'),
    }),
    update: note(reading, 'changes the URL of the request'),
  });
  return new Library('the request', {
    headers: own,
    addHeader: own.members['add'],
    upsertHeader: own.members['upsert'],
    url: update,
    body: new Library('the body of the request', {
      update: note(reading, 'changes the body of the request'),
    }),
    addQueryParams: note(reading, 'changes the query of the request'),
    update: note(reading, 'changes the request'),
  });
};

const run =
  (reading: Reading): Callable =>
  (_name, body) => {
    reading.note({ kind: 'test' });
    if (typeof body === 'function') reading.machine.call(body, undefined, [() => undefined]);
  };

/** `pm.require`, `require`: a library that signs, or one of which nothing is known. */
const requirePackage =
  (reading: Reading, known: Readonly<Record<string, unknown>>): Callable =>
  (given) => {
    const name = reading.machine.marks.text(given);
    reading.note({ kind: 'require', name });
    return known[name] ?? signingPackage(name, reading) ?? new Library(name);
  };

/** The sandbox's own names; `known` are packages that it brings along. */
export const pmGlobals = (
  reading: Reading,
  known: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const load = requirePackage(reading, known);
  const scopes = Object.fromEntries(
    ['environment', 'globals', 'collectionVariables', 'variables', 'iterationData', 'vault'].map((name) => [
      name,
      variableScope(name, reading),
    ]),
  );
  const next: Callable = (name) =>
    reading.note({
      kind: 'other',
      what: `makes ${JSON.stringify(reading.machine.marks.plain(name) ?? null)} the next request`,
    });
  const execution = new Library('pm.execution', {
    setNextRequest: next,
    skipRequest: note(reading, 'skips the request'),
  });
  const pm = new Library('pm', {
    ...scopes,
    sendRequest: sendRequest(reading),
    request: requestLibrary(reading),
    test: Object.assign(run(reading), { skip: () => undefined }),
    execution,
    setNextRequest: next,
    require: load,
    visualizer: new Library('pm.visualizer', { set: note(reading, 'shows something') }),
    cookies: new Library('pm.cookies', { jar: note(reading, 'changes cookies') }),
  });
  const older = scopes['environment']?.members ?? {};
  const postman = new Library('postman', {
    getEnvironmentVariable: older['get'],
    setEnvironmentVariable: older['set'],
    clearEnvironmentVariable: older['unset'],
    getGlobalVariable: older['get'],
    setGlobalVariable: older['set'],
    clearGlobalVariable: older['unset'],
    setNextRequest: next,
  });
  const talk: Callable = () => reading.note({ kind: 'talk' });
  const console = new Library(
    'console',
    Object.fromEntries(
      ['log', 'info', 'warn', 'error', 'debug', 'table', 'clear'].map((name) => [name, talk]),
    ),
  );
  return { pm, postman, console, require: load };
};

/** What a script after a response may read. */
export const responseGlobals = (request: number, reading: Reading): Readonly<Record<string, unknown>> => {
  const response = responseTo(request, reading);
  return {
    response,
    responseBody: response.members['body'],
    responseCode: new Library('responseCode', { code: 200, name: 'OK' }),
  };
};
