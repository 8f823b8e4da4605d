/** Says in a few words what is different in a file that was built again: how many bytes, which requests, which scripts. */

import { isRecord, parseJson } from '../values/json.ts';
import { oneLine } from '../values/one-line.ts';

/** So many names are told; of more, how many there are. */
const TOLD = 3;

type Members = Readonly<Record<string, unknown>>;

/** A part of a file that has a name. */
interface Part {
  /** `request "Status › Alarms"` */
  readonly label: string;
  /** Without its scripts and what lies in it. */
  readonly text: string;
  readonly scripts: readonly string[];
}

const listIn = (value: Members, name: string): readonly Members[] => {
  const list = value[name];
  return Array.isArray(list) ? list.filter(isRecord) : [];
};

/** What scripts hold, each from its banner on. */
const scriptsOf = (value: Members): string[] =>
  listIn(value, 'event').flatMap(({ script }) => {
    const lines = isRecord(script) ? script['exec'] : undefined;
    return Array.isArray(lines) ? lines.join('\n').split(/^(?=\/\*! )/m) : [];
  });

/** `scripts/pre-request/x.ts` or `postsmith login`, as the banner says. */
const nameOf = (script: string): string => /^\/\*! (.*?);/.exec(script)?.[1] ?? 'written in the declaration';

const quote = (names: readonly string[]): string => JSON.stringify(oneLine(names.join(' › ')));

const textOf = ({ item: _items, event: _scripts, ...rest }: Members): string => JSON.stringify(rest);

function* partsOf(value: Members, path: readonly string[]): Generator<[string, Part]> {
  for (const item of listIn(value, 'item')) {
    const names = [...path, String(item['name'])];
    const kind = Array.isArray(item['item']) ? 'folder' : 'request';
    const label = `${kind} ${quote(names)}`;
    yield [String(item['id']), { label, text: textOf(item), scripts: scriptsOf(item) }];
    yield* partsOf(item, names);
  }
  for (const variable of listIn(value, 'values')) {
    const label = `variable ${quote([String(variable['key'])])}`;
    yield [label, { label, text: JSON.stringify(variable), scripts: [] }];
  }
}

/** What a file says of itself, by name: `its description`. */
const ownParts = ({ info, item: _items, event: _scripts, values: _variables, ...rest }: Members) =>
  Object.entries({ ...(isRecord(info) && info), ...rest }).map(([name, value]): [string, Part] => [
    `its ${name}`,
    { label: `its ${name}`, text: JSON.stringify(value), scripts: [] },
  ]);

const read = (text: string): ReadonlyMap<string, Part> => {
  const file = parseJson(text);
  if (!isRecord(file)) return new Map();
  const whole = { label: '', text: '', scripts: scriptsOf(file) };
  return new Map([['', whole], ...ownParts(file), ...partsOf(file, [])]);
};

const tell = (labels: readonly string[], what: string): string[] => {
  if (labels.length === 0) return [];
  const more = labels.length - TOLD;
  const names = labels.slice(0, TOLD).join(', ');
  return [`${names}${more > 0 ? ` and ${more} more` : ''} ${what}`];
};

/** Names of scripts with the number of places where they are not what they were. */
const changedScripts = (before: ReadonlyMap<string, Part>, now: ReadonlyMap<string, Part>): string[] => {
  const counts = new Map<string, number>();
  for (const [id, part] of now) {
    const old = new Set(before.get(id)?.scripts);
    if (!before.has(id)) continue;
    const others = part.scripts.filter((script) => !old.has(script)).map(nameOf);
    const gone = [...old].filter((script) => !part.scripts.includes(script)).map(nameOf);
    for (const name of new Set([...others, ...gone])) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `script ${name}${count === 1 ? '' : ` in ${count} places`}`);
};

const labels = (some: Iterable<[string, Part]>, is: (id: string, part: Part) => boolean): string[] =>
  [...some].filter(([id, part]) => is(id, part)).map(([, { label }]) => label);

/** `+12 bytes: request "Status › Alarms" changed`, of two texts of one artifact. */
export const describeChange = (before: string, now: string): string => {
  const bytes = Buffer.byteLength(now) - Buffer.byteLength(before);
  const [old, parts] = [read(before), read(now)];
  const told = [
    ...tell(
      labels(parts, (id, { text }) => old.has(id) && old.get(id)?.text !== text),
      'changed',
    ),
    ...tell(
      labels(parts, (id) => !old.has(id)),
      'new',
    ),
    ...tell(
      labels(old, (id) => !parts.has(id)),
      'gone',
    ),
    ...tell(changedScripts(old, parts), 'changed'),
  ];
  const size = `${bytes > 0 ? '+' : ''}${bytes} ${Math.abs(bytes) === 1 ? 'byte' : 'bytes'}`;
  return `${size}: ${told.length === 0 ? 'the order of its parts changed' : told.join('; ')}`;
};
