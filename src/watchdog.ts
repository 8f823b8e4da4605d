/**
 * Notices an endless loop in this thread, which then hears no signal and no timer. Another thread asks for signs of
 * life, and breaks into the loop with Node's debugger.
 */

import { Worker } from 'node:worker_threads';

/** Milliseconds between two signs of life. */
const BEAT = 500;

/** Where a loop was broken into: `/project/collections/orders.ts:12`, as far as its code has a file. */
type OnStuck = (place: string | undefined) => void;

const NAME = 'postsmith.stuck';

/** The other thread: it looks at the counter, and calls this thread's function in the middle of the loop. */
const WATCH = `
const { Session } = require('node:inspector');
let { workerData: { beats, limit, name } } = require('node:worker_threads');
let last = -1;
// Counted, not measured by the clock: that goes on while the machine sleeps.
let silent = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  silent = now === last ? silent + ${BEAT} : 0;
  last = now;
  if (silent < limit) return;
  // Once. The timer goes on, as without it this thread would end before the other one has heard.
  limit = Infinity;
  const session = new Session();
  session.connectToMainThread();
  const files = new Map();
  session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => files.set(scriptId, url));
  session.on('Debugger.paused', ({ params: { callFrames } }) => {
    const frame = callFrames.find(({ location }) => /^(?:file:|\\/)/.test(files.get(location.scriptId) ?? ''));
    const place = frame === undefined ? '' : files.get(frame.location.scriptId) + ':' + (frame.location.lineNumber + 1);
    const expression = 'globalThis[Symbol.for(' + JSON.stringify(name) + ')](' + JSON.stringify(place) + ')';
    session.post('Runtime.evaluate', { expression, contextId: 1 });
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}, ${BEAT});`;

/**
 * Calls `onStuck` in the middle of whatever keeps this thread busy for longer than `limit` milliseconds. It should end the
 * program: there is no way back.
 */
export const watchForEndlessLoops = (limit: number, onStuck: OnStuck): void => {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  Reflect.set(globalThis, Symbol.for(NAME), (place: string) =>
    onStuck(place === '' ? undefined : place.replace(/^file:\/\//, '')),
  );
  setInterval(() => Atomics.add(beats, 0, 1), BEAT).unref();
  const worker = new Worker(WATCH, { eval: true, execArgv: [], workerData: { beats, limit, name: NAME } });
  // Where there is no debugger, nothing is watched; that is no reason to end.
  worker.on('error', () => undefined).unref();
};
