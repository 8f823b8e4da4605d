/** Checks what a collection, folder or request is sent with. */

import { authKindNamed, type AuthKind } from '../model/auth-kinds.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { headerNameProblem } from './check-headers.ts';
import { checkGrant } from '../oauth/check.ts';
import { authorizedRequests, grantIn, identitiesOf } from '../model/identities.ts';
import { grantNamed, writtenVariables } from '../oauth/inputs.ts';
import { describe, Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import { placeholderProblems, placeholdersIn } from '../values/placeholders.ts';
import { isPlaceholderOnly, isSecretName } from '../values/secret-patterns.ts';

const checkText = (fields: Fields, name: string, isSecret: boolean): void => {
  const text = fields.optionalText(name) ?? '';
  for (const problem of placeholderProblems(text, fields.place.literals)) fields.report(name, problem);
  if (!isSecret || text === '' || isPlaceholderOnly(text) || fields.place.publicValues.includes(text)) return;
  fields.report(
    name,
    'is a secret; write {{a_variable}} and declare that one with secret(), or, if it is public, list it in publicValues',
  );
};

/** The key of an API key is a header's name, unless it goes into the query. */
const checkHeaderName = (fields: Fields): void => {
  const key = fields.get('key');
  if (typeof key !== 'string' || key === '' || fields.get('in') === 'query') return;
  const problem = headerNameProblem(key);
  if (problem !== undefined) fields.report('key', problem);
};

/** Checks one of Postman's own kinds. */
const checkKind = (owner: Fields, { required, secrets, texts, flags, choices }: AuthKind): void => {
  const label = owner.label('authorization');
  const all = [...required, ...texts];
  const known = ['kind', ...all, ...flags, ...Object.keys(choices)];
  const fields = Fields.open(owner.place, label, owner.get('authorization'), known);
  if (fields === undefined) return;
  // Some APIs take a key as user name with no password, or the other way round.
  const mayBeEmpty = new Set(['username', 'password']);
  for (const name of required) {
    if (!fields.has(name) || (fields.get(name) === '' && !mayBeEmpty.has(name))) fields.text(name);
  }
  for (const name of all) checkText(fields, name, secrets.includes(name));
  checkHeaderName(fields);
  for (const name of flags) fields.optionalFlag(name);
  for (const [name, words] of Object.entries(choices)) if (fields.has(name)) fields.choice(name, words);
};

/** Checks an auth of a file that no declaration says. */
const checkExported = (owner: Fields): void => {
  const label = owner.label('authorization');
  const fields = Fields.open(owner.place, label, owner.get('authorization'), ['kind', 'type', 'values']);
  fields?.text('type');
  for (const { name, value } of fields?.entries('values') ?? []) {
    if (typeof value !== 'string' || !isSecretName(name) || isPlaceholderOnly(value)) continue;
    owner.report('authorization', `holds a secret, ${name}; write {{a_variable}} in its place`);
  }
};

/** Checks the field `authorization`. */
export const checkAuthorization = (owner: Fields): void => {
  if (!owner.has('authorization')) return;
  const value = owner.get('authorization');
  if (value === 'none' || value === 'inherit') return;
  const name = isRecord(value) ? value['kind'] : undefined;
  const grant = grantNamed(name);
  const kind = authKindNamed(name);
  if (grant !== undefined) checkGrant(owner, grant);
  else if (kind !== undefined) checkKind(owner, kind);
  else if (name === 'exported') checkExported(owner);
  else {
    const given = typeof value === 'function' ? 'a function; call it' : describe(value);
    owner.report(
      'authorization',
      `must be made with clientCredentials({ … }), authorizationCode({ … }) or another grant, with a preset, with basic({ … }), apiKey({ … }) or another kind of Postman's, or be 'none' or 'inherit', but is ${given}`,
    );
  }
};

/** Two identities must not keep their tokens in one variable: each would be sent with the other's. */
const sharedTokenProblems = (file: string, collection: CollectionDeclaration): string[] => {
  const owners = new Map<string, number>();
  return identitiesOf(collection).flatMap((identity, at) => {
    const names = [...writtenVariables(identity)];
    const shared = names.find((name) => owners.has(name));
    for (const name of names) owners.set(name, at);
    return shared === undefined
      ? []
      : [
          `${file}: two authorizations that differ keep what they got in the variable ${JSON.stringify(shared)}; make one of them an identity of its own, asIdentity('admin', …), so that its variables are admin_access_token and the like`,
        ];
  });
};

/** A token that the login keeps is sent by whoever has that authorization; another kind would send it unrenewed. */
const borrowedTokenProblems = (file: string, collection: CollectionDeclaration): string[] => {
  const written = new Set(identitiesOf(collection).flatMap((identity) => [...writtenVariables(identity)]));
  return authorizedRequests(collection).flatMap(({ path, authorization }) => {
    if (typeof authorization !== 'object' || grantIn(authorization) !== undefined) return [];
    const borrowed = Object.values(authorization).flatMap((value) =>
      typeof value === 'string' ? placeholdersIn(value).filter((name) => written.has(name)) : [],
    );
    return borrowed.length === 0
      ? []
      : [
          `${file}: ${path.join(' › ')}: its authorization sends {{${String(borrowed[0])}}}, which a login of this collection keeps; declare that login as the request's authorization, or 'inherit', so that the token is fetched and renewed`,
        ];
  });
};

/** What is wrong between the authorizations of a collection. */
export const identityProblems = (file: string, collection: CollectionDeclaration): string[] => [
  ...sharedTokenProblems(file, collection),
  ...borrowedTokenProblems(file, collection),
];
