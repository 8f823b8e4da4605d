/** Edits of the scripts in a collection file: each event is written once, and only if its script has changed. */

import { isRecord } from '../values/json.ts';
import type { JsonPath, JsonText } from './json-text.ts';

type Members = Readonly<Record<string, unknown>>;

export const listIn = (value: Members, name: string): readonly unknown[] => {
  const list = value[name];
  return Array.isArray(list) ? list : [];
};

/** The lines of a script, or all of it, as one text. */
export const textOfEvent = (event: Members): string => {
  const script = event['script'];
  const exec = isRecord(script) ? script['exec'] : script;
  return Array.isArray(exec) ? exec.map(String).join('\n') : typeof exec === 'string' ? exec : '';
};

/** Where the text of an event stands. */
const execPath = (at: JsonPath, event: Members): JsonPath => [
  ...at,
  'script',
  ...(isRecord(event['script']) ? ['exec'] : []),
];

/** Lines that stay keep their bytes. */
const rewriteLines = (json: JsonText, path: JsonPath, before: readonly string[], text: string): void => {
  const sources = new Map(json.sourcesOf(path).map((source, at) => [before[at], source]));
  const lines = text.split('\n').map((line) => sources.get(line) ?? JSON.stringify(line));
  json.replaceList(path, lines);
};

const rewrite = (json: JsonText, at: JsonPath, event: Members, text: string): void => {
  const path = execPath(at, event);
  const { script } = event;
  const exec = isRecord(script) ? script['exec'] : script;
  if (Array.isArray(exec)) rewriteLines(json, path, exec.map(String), text);
  else json.replace(path, text);
};

/** New texts of an owner's scripts, by their positions in its list of events; '' for one that goes. */
export type EventTexts = ReadonlyMap<number, string>;

/** A script that the owner did not have. */
export interface NewEvent {
  readonly listen: 'prerequest' | 'test';
  readonly text: string;
}

const eventOf = ({ listen, text }: NewEvent) => ({
  listen,
  script: { type: 'text/javascript', exec: text.split('\n') },
});

/** Writes the scripts of the collection, a folder or a request. */
export const editEvents = (
  json: JsonText,
  { at, value }: { readonly at: JsonPath; readonly value: Members },
  texts: EventTexts,
  added: readonly NewEvent[],
): void => {
  const events = listIn(value, 'event');
  const gone: number[] = [];
  for (const [index, text] of texts) {
    const event = events[index];
    if (!isRecord(event) || textOfEvent(event) === text) continue;
    if (text === '') gone.push(index);
    else rewrite(json, [...at, 'event', index], event, text);
  }
  json.removeAll([...at, 'event'], gone);
  if (added.length === 0) return;
  if (Array.isArray(value['event'])) json.append([...at, 'event'], added.map(eventOf));
  else if ('event' in value) json.replace([...at, 'event'], added.map(eventOf));
  else json.addMember(at, 'event', added.map(eventOf));
};
