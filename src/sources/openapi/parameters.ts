/** Parameters of an operation, written as the API wants them (OpenAPI 3.1 §4.8.12). */

import type { Header, QueryParameter } from '../../model/collection.ts';
import { isRecord, type Json, ownValue } from '../../values/json.ts';
import { oneLine } from '../../values/one-line.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';
import { exampleValue } from './media.ts';
import { proseIn, publicValue } from './public.ts';
import type { Sampler } from './sample.ts';

/** Tells what a collection can't say of something. */
export type Lose = (at: At, what: string) => void;

/** A parameter as the document declares it. */
export interface Parameter {
  readonly at: At;
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly value: Json | undefined;
}

/** Those of the path and the operation; the operation's come in the place of the path's. */
export const parametersOf = (
  document: OpenApiDocument,
  path: At,
  operation: At,
  sampler: Sampler,
  lose: Lose,
): readonly Parameter[] => {
  const found = new Map<string, Parameter>();
  for (const list of [member(path, 'parameters'), member(operation, 'parameters')]) {
    for (const [, item] of members(list)) {
      const at = document.deref(item);
      if (!isRecord(at.value)) continue;
      const { name, in: place, required } = at.value;
      if (typeof name !== 'string' || name.trim() === '') {
        lose(at, 'a parameter without a name can’t be sent');
        continue;
      }
      found.set(`${String(place)} ${name}`, {
        at,
        name,
        in: String(place),
        required: required === true || place === 'path',
        facts: at.value,
        value: publicValueOf(document, at, name, sampler),
      });
    }
  }
  return [...found.values()];
};

const publicValueOf = (
  document: OpenApiDocument,
  at: At,
  name: string,
  sampler: Sampler,
): Json | undefined => {
  const value = valueOf(document, at, sampler);
  return value === undefined ? undefined : publicValue(value, name);
};

const valueOf = (document: OpenApiDocument, at: At, sampler: Sampler): Json | undefined => {
  const { value } = at;
  if (!isRecord(value)) return undefined;
  if (value['example'] !== undefined) return value['example'] as Json;
  const [named] = members(member(at, 'examples'));
  if (named !== undefined) return exampleValue(document.deref(named[1]));
  const [content] = members(member(at, 'content'));
  if (content !== undefined) {
    const given = member(content[1], 'example').value as Json | undefined;
    return JSON.stringify(given ?? sampler.sample(member(content[1], 'schema')) ?? {});
  }
  return sampler.sample(member(at, 'schema'));
};

const text = (value: Json): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** One text for a list or an object. */
const joined = (value: Json, separator: string): string => {
  if (Array.isArray(value)) return value.map((each: Json) => text(each)).join(separator);
  if (isRecord(value))
    return Object.entries(value)
      .flatMap(([name, each]) => [name, text(each as Json)])
      .join(separator);
  return text(value);
};

const described = ({ at, facts }: Parameter): string | undefined => {
  const { deprecated, schema } = facts;
  const choices =
    isRecord(schema) && Array.isArray(schema['enum'])
      ? `One of ${schema['enum'].map(String).join(', ')}.`
      : '';
  const sentences = [proseIn(at) ?? '', choices, deprecated === true ? 'Deprecated.' : ''];
  const all = sentences.filter((each) => each !== '').join(' ');
  return all === '' ? undefined : all;
};

const field = (parameter: Parameter, name: string, value: string) => {
  const description = described(parameter);
  return {
    name,
    value,
    ...(description !== undefined && { description }),
    ...(!parameter.required && { enabled: false }),
  };
};

/** Query parameters; an object or list that is exploded has several. */
export const queryOf = (parameter: Parameter): QueryParameter[] => {
  const { name, facts, value = '' } = parameter;
  const style = typeof facts['style'] === 'string' ? facts['style'] : 'form';
  const explode = typeof facts['explode'] === 'boolean' ? facts['explode'] : style === 'form';
  if (style === 'deepObject' && isRecord(value)) {
    return Object.entries(value).map(([key, each]) =>
      field(parameter, `${name}[${key}]`, text(each as Json)),
    );
  }
  if (explode && Array.isArray(value)) {
    return value.map((each: Json) => field(parameter, name, text(each)));
  }
  if (explode && isRecord(value)) {
    return Object.entries(value).map(([key, each]) => field(parameter, key, text(each as Json)));
  }
  return [field(parameter, name, joined(value, ownValue(SEPARATORS, style) ?? ','))];
};

/** A header, always in the style `simple`. */
export const headerOf = (parameter: Parameter): Header =>
  field(parameter, parameter.name, oneLine(joined(parameter.value ?? '', ',')));

/** A path variable. Styles other than `simple` begin with a mark. */
export const pathValueOf = (parameter: Parameter): { value: string; description?: string } => {
  const { name, facts, value = name } = parameter;
  const description = described(parameter);
  const prefix = facts['style'] === 'label' ? '.' : facts['style'] === 'matrix' ? `;${name}=` : '';
  return {
    value: prefix + joined(value, ',').replaceAll(/[\s\p{Cc}#%/?\\]/gu, encodeURIComponent),
    ...(description !== undefined && { description }),
  };
};
