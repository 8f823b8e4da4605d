/** Postsmith's own programs in a collection's scripts: which version made them, for which configuration, and whether their text is untouched. */

import type { LoginConfiguration } from '../../scripts/login/configuration.ts';
import { signingAlgorithms } from '../../scripts/login/jwt/content.ts';
import { listIn, textOfEvent } from '../inject/event-edits.ts';
import { partsOf } from '../oauth/parts.ts';
import { isRecord, parseJson } from '../values/json.ts';

type Members = Readonly<Record<string, unknown>>;

/** Programs of which a collection has the same text, whatever it declares. */
const PROGRAMS = ['login', 'renewal', 'scope', 'contract', 'tastypie guard', 'tastypie follow'] as const;

type ProgramName = (typeof PROGRAMS)[number];

/** A program of ours, as a script has it. */
export interface OurScript {
  /** Names from the top folder down; empty for the collection. */
  readonly place: readonly string[];
  readonly program: ProgramName;
  /** Of the Postsmith that made it, as the script says. */
  readonly version: string;
  /** Between the banner and the parameters; undefined where that is not to be told apart any more. */
  readonly text: string | undefined;
  /** Undefined where they are no JSON. */
  readonly parameters: unknown;
}

const BANNER = /^\/\*! postsmith ([a-z ]+); postsmith (\d+\.\d+\.\d+[\w.+-]*)(?:; [^\n]*)? \*\/$/;
const END = /^(\}\))\((.*)\);$/;

const isProgram = (name: string): name is ProgramName => PROGRAMS.some((each) => each === name);

/** Programs in one script: each a banner, the text, and its end with the parameters. */
const programsIn = (script: string): Omit<OurScript, 'place'>[] => {
  const lines = script.replaceAll('\r\n', '\n').split('\n');
  return lines.flatMap((line, at) => {
    const [, program = '', version = ''] = BANNER.exec(line) ?? [];
    if (!isProgram(program)) return [];
    const next = lines.findIndex((each, index) => index > at && BANNER.test(each));
    const own = lines.slice(at + 1, next === -1 ? undefined : next);
    const end = own.findIndex((each) => END.test(each));
    const [, closing = '', parameters = ''] = END.exec(own[end] ?? '') ?? [];
    const text = end === -1 ? undefined : [...own.slice(0, end), closing].join('\n');
    return [{ program, version, text, parameters: parseJson(parameters) }];
  });
};

/** All programs of ours in a collection, in its order. */
export const ourScriptsIn = (owner: Members, place: readonly string[] = []): readonly OurScript[] => [
  ...listIn(owner, 'event').flatMap((event) =>
    isRecord(event) ? programsIn(textOfEvent(event)).map((each) => ({ place, ...each })) : [],
  ),
  ...listIn(owner, 'item').flatMap((item) =>
    isRecord(item) ? ourScriptsIn(item, [...place, String(item['name'] ?? '')]) : [],
  ),
];

/** What a program is made with: parts of a login, or whether people sign in. */
export type Recipe =
  | { readonly program: 'login'; readonly parts: readonly string[] }
  | { readonly program: 'renewal'; readonly isPersons: boolean }
  | { readonly program: Exclude<ProgramName, 'login' | 'renewal'> };

const isJwt = (jwt: unknown): boolean =>
  jwt === undefined ||
  (isRecord(jwt) && signingAlgorithms.some((algorithm) => algorithm === jwt['algorithm']));

/** A foreign file's text becomes the name of a module: nothing but such a name is taken. */
const isClient = (client: unknown): boolean =>
  client === undefined ||
  (isRecord(client) && /^[a-z]+(?:-[a-z]+)*$/.test(String(client['method'])) && isJwt(client['jwt']));

const isWay = (way: unknown): boolean =>
  isRecord(way) && isClient(way['clientAuthentication']) && isJwt(way['jwt']);

/** The configurations of a login; undefined where they are none that Postsmith writes. */
export const configurationsOf = ({ parameters }: OurScript): readonly LoginConfiguration[] | undefined =>
  Array.isArray(parameters) &&
  parameters.every((each) => isRecord(each) && Array.isArray(each['ways']) && each['ways'].every(isWay))
    ? // What is read of them was looked at.
      (parameters as readonly LoginConfiguration[])
    : undefined;

/** How the program can be made again; undefined where its parameters do not tell. */
export const recipeOf = (script: OurScript): Recipe | undefined => {
  const { program, parameters } = script;
  if (program === 'login') {
    const configurations = configurationsOf(script);
    return configurations && { program, parts: [...new Set(configurations.flatMap(partsOf))].sort() };
  }
  if (program !== 'renewal') return { program };
  if (!Array.isArray(parameters)) return undefined;
  return { program, isPersons: parameters.some((each) => isRecord(each) && each['isPersons'] === true) };
};
