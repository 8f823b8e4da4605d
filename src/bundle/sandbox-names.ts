/** What Postman's two sandboxes offer a script, measured in newman 6.2.2 and postman-runtime 7.56.1: names, modules, and what to use instead of what is missing. */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Names that exist in both sandboxes. The legacy response names exist only where there is a response. */
export const sandboxNames: ReadonlySet<string> = new Set([
  ...words(`Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date
    Promise RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError URIError JSON Math ArrayBuffer
    SharedArrayBuffer Atomics DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array
    Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array Map BigInt Set WeakMap WeakSet Proxy Reflect
    decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN`),
  ...words(`console require setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate Buffer
    atob btoa postman pm tests _ CryptoJS cheerio tv4 xml2Json Backbone data globals environment request iteration
    responseBody responseCode responseHeaders responseTime responseCookies`),
]);

/** Modules that `require` finds in both sandboxes, so that they are never bundled. */
export const sandboxModules: ReadonlySet<string> = new Set(
  words(`crypto-js uuid lodash ajv chai buffer url util csv-parse/lib/sync assert events path punycode querystring
    stream timers cheerio moment tv4 xml2js atob btoa backbone postman-collection os`),
);

const sendRequest = 'use pm.sendRequest';
const variables = 'use pm.environment or pm.variables';
const global = 'name what you need directly; share values through pm.variables';
const text = "use Buffer.from(text, 'utf8') and buffer.toString('utf8')";
const random = 'use an npm package that needs no Web Crypto, such as @noble/hashes';
const timer = 'use setTimeout';

/** A name that at least one sandbox lacks → what to use instead. */
export const replacements: ReadonlyMap<string, string> = new Map([
  ['fetch', sendRequest],
  ['XMLHttpRequest', sendRequest],
  ['WebSocket', sendRequest],
  ['EventSource', sendRequest],
  ['Headers', sendRequest],
  ['Request', sendRequest],
  ['Response', sendRequest],
  ['FormData', `${sendRequest} with body mode formdata`],
  ['URL', "use require('url').parse"],
  ['URLSearchParams', "use require('querystring')"],
  ['TextEncoder', text],
  ['TextDecoder', text],
  ['crypto', random],
  ['WebAssembly', 'use a package in plain JavaScript'],
  ['process', variables],
  ['localStorage', variables],
  ['sessionStorage', variables],
  ['globalThis', global],
  ['window', global],
  ['self', global],
  ['global', global],
  ['document', "use require('cheerio') to read HTML"],
  ['DOMParser', "use require('xml2js') or require('cheerio')"],
  ['location', 'use pm.request.url'],
  ['navigator', 'leave it out'],
  ['performance', 'use Date.now()'],
  ['structuredClone', 'use JSON.parse(JSON.stringify(value))'],
  ['queueMicrotask', 'use Promise.resolve().then'],
  ['requestAnimationFrame', timer],
  ['Intl', "use require('moment') for dates"],
  ['module', 'use export'],
  ['exports', 'use export'],
  ['__dirname', 'a script in Postman has no folder; import a .json file instead'],
  ['__filename', 'a script in Postman has no file'],
  ['WeakRef', 'use a Map'],
  ['FinalizationRegistry', 'leave it out'],
  ['AggregateError', 'use Error'],
  ...words(`Blob File AbortController AbortSignal Event EventTarget ReadableStream WritableStream TransformStream
    CompressionStream DecompressionStream DOMException MessageChannel Worker BroadcastChannel Iterator alert prompt
    confirm`).map((name): [string, string] => [name, 'do without it, or guard it with typeof']),
]);

/** What newman's sandbox lacks below `pm` → what to use instead. */
export const missingOnPm: ReadonlyMap<string, string> = new Map([
  ['require', 'import the package: it is bundled'],
  ['vault', 'use a variable of type secret'],
  ['datasets', 'use pm.iterationData'],
  ['execution.runRequest', 'use pm.sendRequest, or pm.execution.setNextRequest'],
]);
