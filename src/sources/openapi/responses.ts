/** Responses of an operation, as saved examples. */

import type { Example, Header } from '../../model/collection.ts';
import type { Json } from '../../values/json.ts';
import { oneLine } from '../../values/one-line.ts';
import type { OtherBody } from './bodies.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';
import { contentValues, fieldText, isXmlType, sentType } from './media.ts';
import { proseIn, publicValue } from './public.ts';
import { xmlOf } from './xml.ts';
import type { Sampler } from './sample.ts';

const headersOf = (document: OpenApiDocument, response: At, sampler: Sampler): readonly Header[] =>
  members(member(response, 'headers')).flatMap(([name, each]) => {
    const at = document.deref(each);
    const value = (member(at, 'example').value as Json | undefined) ?? sampler.sample(member(at, 'schema'));
    return value === undefined || /^content-type$/i.test(name)
      ? []
      : [{ name, value: oneLine(fieldText(publicValue(value, name))) }];
  });

/** The status of an example: of `4XX` the first; `default` is what is left, a success where none is declared. */
const statusOf = (declared: string, all: readonly string[]): number | undefined => {
  if (/^[1-5]\d\d$/.test(declared)) return Number(declared);
  if (/^[1-5]XX$/i.test(declared)) return Number(declared[0]) * 100;
  if (declared !== 'default') return undefined;
  return all.some((each) => each.startsWith('2')) ? 500 : 200;
};

/** What saved examples are called. */
const titleOf = (...parts: readonly string[]): string =>
  oneLine(parts.filter((part) => part !== '').join(' '))
    .slice(0, 80)
    .trim();

const examplesOfResponse = (
  document: OpenApiDocument,
  response: At,
  sampler: Sampler,
  common: { readonly key: string; readonly name: string; readonly status: number },
): readonly Example[] => {
  const headers = headersOf(document, response, sampler);
  const content = members(member(response, 'content'));
  if (content.length === 0) return [{ ...common, ...(headers.length > 0 && { headers }) }];
  return content.flatMap(([given, media], at) =>
    contentValues(document, media, sampler).map(({ named, value }): Example => {
      const type = at === 0 ? [] : [given];
      const isFurther = at > 0 || named !== undefined;
      return {
        ...common,
        ...(isFurther && {
          key: [common.key, ...type, ...(named === undefined ? [] : [named.key])].join(' '),
          name: titleOf(`${common.name}:`, ...type, ...(named === undefined ? [] : [named.name])),
        }),
        headers: [{ name: 'Content-Type', value: sentType(given) }, ...headers],
        ...(value !== undefined && {
          body:
            isXmlType(given) && typeof value !== 'string'
              ? xmlOf(document, member(media, 'schema'), value)
              : value,
        }),
      };
    }),
  );
};

/** A saved example for each response and each of its own examples; then one for each further body of the request. */
export const examplesOf = (
  document: OpenApiDocument,
  operation: At,
  sampler: Sampler,
  others: readonly OtherBody[],
): readonly Example[] => {
  const responses = members(member(operation, 'responses'));
  const statuses = responses.map(([status]) => status);
  const examples = responses.flatMap(([declared, each]): readonly Example[] => {
    const status = statusOf(declared, statuses);
    if (status === undefined) return [];
    const response = document.deref(each);
    const description = proseIn(response)?.trim().split('\n')[0] ?? '';
    return examplesOfResponse(document, response, sampler, {
      key: declared,
      name: titleOf(declared, description),
      status,
    });
  });
  const success: Example = examples.find(({ status }) => status >= 200 && status < 300) ?? {
    name: '',
    status: 200,
  };
  const sent = others.map(({ key, name, body }) => ({
    ...success,
    key: `request ${key}`,
    name: titleOf('Request:', name),
    request: { body },
  }));
  return [...examples, ...sent];
};
