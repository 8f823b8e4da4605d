/** Checks what a collection, folder or request is sent with. */

import { authKindNamed, type AuthKind } from '../model/auth-kinds.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { checkGrant } from '../oauth/check.ts';
import { identitiesOf } from '../model/identities.ts';
import { grantNamed, writtenVariables } from '../oauth/inputs.ts';
import { describe, Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import { isPlaceholderOnly } from '../values/secret-patterns.ts';

const checkText = (fields: Fields, name: string, isSecret: boolean): void => {
  const text = fields.optionalText(name) ?? '';
  for (const problem of placeholderProblems(text)) fields.report(name, problem);
  if (!isSecret || text === '' || isPlaceholderOnly(text) || fields.place.publicValues.includes(text)) return;
  fields.report(
    name,
    'is a secret; write {{a_variable}} and declare that one with secret(), or, if it is public, list it in publicValues',
  );
};

/** Checks one of Postman's own kinds. */
const checkKind = (owner: Fields, { required, secrets, texts, flags, choices }: AuthKind): void => {
  const label = owner.label('authorization');
  const all = [...required, ...texts];
  const known = ['kind', ...all, ...flags, ...Object.keys(choices)];
  const fields = Fields.open(owner.place, label, owner.get('authorization'), known);
  if (fields === undefined) return;
  for (const name of required) if (!fields.has(name) || fields.get(name) === '') fields.text(name);
  for (const name of all) checkText(fields, name, secrets.includes(name));
  for (const name of flags) fields.optionalFlag(name);
  for (const [name, words] of Object.entries(choices)) if (fields.has(name)) fields.choice(name, words);
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
  else {
    const given = typeof value === 'function' ? 'a function; call it' : describe(value);
    owner.report(
      'authorization',
      `must be made with clientCredentials({ … }), authorizationCode({ … }) or another grant, with a preset, with basic({ … }), apiKey({ … }) or another kind of Postman's, or be 'none' or 'inherit', but is ${given}`,
    );
  }
};

/** Two identities must not keep their tokens in one variable: each would be sent with the other's. */
export const sharedTokenProblems = (file: string, collection: CollectionDeclaration): string[] => {
  const owners = new Map<string, number>();
  return identitiesOf(collection).flatMap((identity, at) => {
    const names = [...writtenVariables(identity)];
    const shared = names.find((name) => owners.has(name));
    for (const name of names) owners.set(name, at);
    return shared === undefined
      ? []
      : [
          `${file}: two authorizations that differ keep what they got in the variable ${JSON.stringify(shared)}; give one of them a name of its own, identity: 'admin', so that its token is kept in admin_access_token and the like, and a refresh token a variable of its own`,
        ];
  });
};
