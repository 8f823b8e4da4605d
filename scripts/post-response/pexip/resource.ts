/** What the responses of a resource should be, and what is kept of them. */

import { readJson } from '../../json.ts';
import {
  fieldOf,
  firstId,
  idOf,
  idOfUri,
  isAPage,
  listProblems,
  objectProblems,
  type Fields,
} from './shape.ts';
import { statusProblem, type Response, type Verdict } from './verdict.ts';

export interface Expectation {
  readonly fields: Fields;
  /** The variable for the first id of a list. */
  readonly listed?: string;
  /** The variable for the id of the object that the collection has created. */
  readonly created?: string;
  /** The setting that *Update* sends back, and what it sends to a node without this setting, which ignores it. */
  readonly kept?: { readonly variable: string; readonly field: string; readonly otherwise: unknown };
}

/**
 * Reads an expectation from its one line: `listed status_alarm_id|boolean acknowledged|string details instance`. A script
 * carries those of 128 resources and needs one at a time, and texts cost it less than objects.
 */
export function readExpectation(line: string): Expectation {
  const parts = line.split('|').map((part): [string, string] => {
    const end = part.indexOf(' ');
    return [part.slice(0, end), part.slice(end + 1)];
  });
  const { listed, created, kept, ...fields } = Object.fromEntries<string | undefined>(parts);
  const [, variable = '', field = '', otherwise = ''] = /^(\S+) (\S+) (.*)$/.exec(kept ?? '') ?? [];
  return {
    fields: fields as Fields,
    ...(listed !== undefined && { listed }),
    ...(created !== undefined && { created }),
    ...(kept !== undefined && { kept: { variable, field, otherwise: readJson(otherwise) } }),
  };
}

/** What the path is of. It is not known whether a list or one object hangs below an object. */
type Target = 'list' | 'object' | 'below';

/** Created: with the new object's address, where objects have one. Else what the facts and the framework's habit say. */
const expectedStatuses = (method: string, created: string | undefined): readonly number[] => {
  if (method === 'GET') return [200];
  if (method === 'POST') return created === undefined ? [200, 201, 202] : [201];
  return method === 'DELETE' ? [204] : [200, 202, 204];
};

const shapeProblems = ({ method, body }: Response, target: Target, fields: Fields): readonly string[] => {
  if (body.trim() === '' && method !== 'GET') return [];
  if (method === 'DELETE') return ['the response has a body'];
  const value = readJson(body);
  if (value === undefined) return ['the response is no JSON'];
  const isPage = method === 'GET' && (target === 'list' || (target === 'below' && isAPage(value)));
  return isPage ? listProblems(value, fields) : objectProblems(value, fields, 'object');
};

/** The ids that are to be kept or, when empty, forgotten. */
const idsIn = (response: Response, target: Target, { listed, created }: Expectation, isGood: boolean) => {
  const { method, location, body } = response;
  const ids: { [variable: string]: string } = {};
  if (method === 'GET' && target === 'list' && listed !== undefined) {
    ids[listed] = isGood ? firstId(readJson(body)) : '';
  }
  if (method === 'POST' && created !== undefined) {
    ids[created] = isGood ? idOfUri(location) || idOf(readJson(body)) : '';
  }
  if (method === 'DELETE' && created !== undefined && isGood) ids[created] = '';
  return ids;
};

/** A setting that is null is sent back as null: only a node that does not have it is sent another. */
const settingIn = (body: string, { field, otherwise }: NonNullable<Expectation['kept']>): unknown => {
  const setting = fieldOf(readJson(body), field);
  return setting === undefined ? otherwise : setting;
};

const settingsIn = ({ method, body }: Response, target: Target, { kept }: Expectation, isGood: boolean) =>
  method === 'GET' && target === 'object' && kept !== undefined
    ? { settings: { [kept.variable]: isGood ? settingIn(body, kept) : undefined } }
    : {};

/** Judges a response. Something is kept of a good one only, and forgotten otherwise. */
export const judgeResource = (response: Response, expectation: Expectation, target: Target): Verdict => {
  const { fields, created } = expectation;
  const problem = statusProblem(response, expectedStatuses(response.method, created));
  const isGood = problem === undefined;
  const ids = idsIn(response, target, expectation, isGood);
  const isUnnamed = response.method === 'POST' && created !== undefined && ids[created] === '';
  return {
    statusProblem: problem,
    problems: isGood
      ? [
          ...shapeProblems(response, target, fields),
          ...(isUnnamed ? ['neither the Location header nor the body names the new object'] : []),
        ]
      : [],
    ids,
    ...settingsIn(response, target, expectation, isGood),
  };
};
