/** Checks an authorization (RFC 6749, RFC 7521, RFC 7523, RFC 7636, RFC 8252). */

import { Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import { placeholdersIn } from '../values/placeholders.ts';
import type { GrantModule } from './grant.ts';
import type { Authorization } from './grants.ts';
import { loginTemplates, writtenVariables } from './inputs.ts';
import { checkProvider } from './provider.ts';
import {
  checkHttps,
  checkParameters,
  checkRequestHeaders,
  checkScope,
  checkVariableName,
  type VariableNames,
} from './texts.ts';

const TOKEN_VARIABLES = ['accessToken', 'expires', 'scope', 'accessTokenFor'];

const checkTokenVariables = (owner: Fields): VariableNames => {
  const label = owner.label('variables');
  const fields = Fields.open(owner.place, label, owner.get('variables'), [...TOKEN_VARIABLES, 'assertion']);
  if (fields === undefined) return [];
  const used = fields.has('assertion') ? [...TOKEN_VARIABLES, 'assertion'] : TOKEN_VARIABLES;
  return used.map((name) => checkVariableName(fields, name));
};

const checkSharedVariables = (fields: Fields, names: VariableNames): void => {
  const present = names.filter((name) => name !== undefined);
  const shared = new Set(present.filter((name, index) => present.indexOf(name) !== index));
  for (const name of shared) {
    fields.place.report(`authorization uses the variable ${JSON.stringify(name)} for two things`);
  }
};

/** What a server wrote must not come back as an input: it could name any other variable. */
const checkWrittenInputs = ({ place }: Fields, authorization: Authorization): void => {
  const written = writtenVariables(authorization);
  for (const { part, text } of loginTemplates(authorization)) {
    for (const name of placeholdersIn(text).filter((each) => written.has(each))) {
      place.report(
        `authorization.${part} holds {{${name}}}, a variable that the login itself writes from what the server responds; write the value, or use a variable of another name`,
      );
    }
  }
};

const known = ['kind', 'clientId', 'scope', 'tokenLifetime', 'variables', 'identity', 'header', 'provider'];
const knownAtEndpoint = [
  'tokenEndpoint',
  'allowHttp',
  'issuer',
  'parameters',
  'headers',
  'encoding',
  'token',
];

/** Parameters that grants and client authentications send themselves. */
const RULED = [
  'grant_type',
  'scope',
  'assertion',
  'refresh_token',
  'code',
  'code_verifier',
  'redirect_uri',
  'client_assertion',
  'client_assertion_type',
  'client_secret',
];

const checkEndpoint = (fields: Fields): void => {
  fields.optionalFlag('allowHttp');
  checkHttps(fields, 'tokenEndpoint', 'RFC 6749 §3.2');
  if (fields.has('issuer')) checkHttps(fields, 'issuer', 'RFC 8414 §2');
  const client = fields.get('clientAuthentication');
  // Some servers want the id of a client that signs as well; where it is sent anyway it can't be another.
  const mayName = client === undefined || (isRecord(client) && String(client['kind']).endsWith('Jwt'));
  checkParameters(fields, 'parameters', mayName ? RULED : [...RULED, 'client_id'], true);
  checkRequestHeaders(fields);
  if (fields.has('encoding')) fields.choice('encoding', ['form', 'json']);
  if (fields.has('token')) fields.choice('token', ['access_token', 'id_token']);
};

/** It is part of names of variables and of files. */
const checkIdentity = (fields: Fields): void => {
  const name = fields.has('identity') ? fields.text('identity') : undefined;
  if (name === undefined || /^[A-Za-z][\w-]*$/.test(name)) return;
  fields.report('identity', 'must be a name of letters, digits, - and _, such as admin');
};

/** Postman itself writes the header where a person signs in. */
const checkHeader = (owner: Fields, isPersons: boolean): void => {
  if (!owner.has('header')) return;
  if (isPersons) owner.report('header', 'is for a login without a person; remove it');
  const fields = Fields.open(owner.place, owner.label('header'), owner.get('header'), ['name', 'prefix']);
  if (fields === undefined) return;
  checkHeaderText(
    fields,
    'name',
    /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/,
    'a name that a header can have (RFC 9110 §5.1)',
  );
  if (fields.has('prefix'))
    checkHeaderText(
      fields,
      'prefix',
      /^[!-z|~]+(?: [!-z|~]+)*$/,
      'visible characters without braces, such as JWT',
    );
};

const checkHeaderText = (fields: Fields, name: string, fits: RegExp, right: string): void => {
  const text = fields.text(name);
  if (text !== undefined && !fits.test(text)) fields.report(name, `must be ${right}`);
};

/** Checks an `authorization` that is a grant. */
export const checkGrant = (collection: Fields, grant: GrantModule<Authorization>): void => {
  const { place } = collection;
  const value = collection.get('authorization');
  const problems: string[] = [];
  const fields = Fields.open(
    { ...place, report: (sentence) => problems.push(sentence) },
    collection.label('authorization'),
    value,
    [...known, ...(grant.asksTokenEndpoint ? knownAtEndpoint : []), ...grant.fields],
  );
  if (fields === undefined) return;
  if (grant.asksTokenEndpoint) checkEndpoint(fields);
  checkScope(fields);
  checkIdentity(fields);
  checkHeader(fields, grant.person !== undefined);
  fields.wholeNumber('tokenLifetime', 1, 31_536_000, 'a whole number of seconds');
  const names = [
    checkVariableName(fields, 'clientId'),
    ...grant.check(fields),
    ...checkTokenVariables(fields),
  ];
  checkSharedVariables(fields, names);
  checkProvider(fields);
  // The door from untyped code: every field was just looked at, and nothing was wrong with any.
  if (problems.length === 0) checkWrittenInputs(fields, value as Authorization);
  for (const problem of problems) place.report(problem);
};
