/** A few requests of a generated collection: enough to see a login succeed, fail, or be renewed. */

import { indexCollection, requestsIn } from '../format/read-collection.ts';
import { authorizedRequests, isSentAs } from '../model/identities.ts';
import type { Plan } from './plan.ts';

/** Three: one fetches the token, one uses it, one meets what happened in between. */
const SAMPLE_SIZE = 3;

/**
 * The collection with nothing but the first requests that the plan's identity sends, and their scripts. When there are fewer
 * than three, they are repeated under other ids.
 */
export const sampleOf = (
  collection: string,
  { declaration, identity }: Pick<Plan, 'declaration' | 'identity'>,
): string => {
  const parsed = indexCollection(collection).collection;
  const declared = authorizedRequests(declaration);
  const requests = [...requestsIn(parsed.item)].filter((_item, at) => {
    const request = declared[at];
    return request !== undefined && isSentAs(request, identity);
  });
  const item = Array.from({ length: requests.length === 0 ? 0 : SAMPLE_SIZE }, (_, position) => {
    const chosen = requests[position] ?? requests[position % requests.length];
    return position < requests.length ? chosen : { ...chosen, id: `repeated-${position}` };
  });
  return JSON.stringify({ ...parsed, item });
};

/** The collection with nothing but one of its requests, by its place among them from 0, and its scripts. */
export const onlyRequest = (collection: string, index: number): string => {
  const parsed = indexCollection(collection).collection;
  const requests = [...requestsIn(parsed.item)];
  return JSON.stringify({ ...parsed, item: requests.slice(index, index + 1) });
};

/** The collection as if the token's life were over after the first request: `variable` holds its end. */
export const withAgedToken = (collection: string, variable: string): string => {
  const parsed = indexCollection(collection).collection;
  const [first, ...others] = parsed.item;
  const exec = [`pm.environment.set(${JSON.stringify(variable)}, String(Math.floor(Date.now() / 1000)));`];
  const ageing = { listen: 'test', script: { type: 'text/javascript', exec } };
  return JSON.stringify({
    ...parsed,
    item: [{ ...first, event: [...(first?.event ?? []), ageing] }, ...others],
  });
};

/** The collection with one more request at its end, which carries a value of the environment away in a header. */
export const withReport = (collection: string, url: string, header: string, variable: string): string => {
  const parsed = indexCollection(collection).collection;
  const report = {
    id: 'report',
    name: 'report',
    request: {
      method: 'GET',
      url,
      auth: { type: 'noauth' },
      header: [{ key: header, value: `{{${variable}}}` }],
    },
  };
  return JSON.stringify({ ...parsed, item: [...parsed.item, report] });
};
