/** The items of an exported collection (format v2.0 or v2.1) as declarations, each with its JSON as it stands in the file. */

import type {
  CollectionDeclaration,
  FolderDeclaration,
  ItemDeclaration,
  RequestDeclaration,
} from '../../model/collection.ts';
import { withOriginal, type FormatVersion } from '../../model/original.ts';
import { isRecord } from '../../values/json.ts';
import { descriptionIn, plainText, present, recordsIn, textIn, type Raw } from './fields.ts';
import { readAuth, readCommon, readVariables } from './read-parts.ts';
import { readExample, readSent } from './read-request.ts';

/** v2.1 unless the file says v2.0. */
const versionOf = ({ info }: Raw): FormatVersion => {
  const schema = isRecord(info) ? info['schema'] : undefined;
  return typeof schema === 'string' && /\/v2\.0\.\d/.test(schema) ? '2.0' : '2.1';
};

/** Items of older exports have their id under another name. */
const idIn = (raw: Raw): string | undefined => textIn(raw['id']) ?? textIn(raw['_postman_id']);

const readRequest = (raw: Raw, version: FormatVersion): RequestDeclaration => {
  const request: Raw = isRecord(raw['request']) ? raw['request'] : {};
  const examples = recordsIn(raw['response']).map((each) => readExample(each, version));
  return withOriginal(
    present({
      kind: 'request' as const,
      name: plainText(raw['name']),
      id: idIn(raw),
      ...readSent(raw['request']),
      description: descriptionIn(request),
      ...readCommon(raw),
      authorization: readAuth(request),
      examples: examples.length === 0 ? undefined : examples,
    }),
    { raw, version },
  );
};

const readItem = (raw: Raw, version: FormatVersion): ItemDeclaration =>
  Array.isArray(raw['item']) ? readFolder(raw, version) : readRequest(raw, version);

const readItems = ({ item }: Raw, version: FormatVersion): ItemDeclaration[] =>
  recordsIn(item).map((raw) => readItem(raw, version));

const readFolder = (raw: Raw, version: FormatVersion): FolderDeclaration =>
  withOriginal(
    present({
      kind: 'folder' as const,
      name: plainText(raw['name']),
      id: idIn(raw),
      description: descriptionIn(raw),
      ...readCommon(raw),
      authorization: readAuth(raw),
      variables: readVariables(raw),
      items: readItems(raw, version),
    }),
    { raw, version },
  );

/** The collection of a file that is one. */
export const readCollection = (raw: Raw): Omit<CollectionDeclaration, 'kind'> => {
  const info: Raw = isRecord(raw['info']) ? raw['info'] : {};
  const version = versionOf(raw);
  return withOriginal(
    present({
      name: plainText(info['name']),
      id: textIn(info['_postman_id']),
      version: textIn(info['version']),
      description: descriptionIn(info),
      ...readCommon(raw),
      authorization: readAuth(raw),
      variables: readVariables(raw),
      items: readItems(raw, version),
    }),
    { raw, version },
  );
};
