/** Checks the proxy and the client certificate of a request. */

import { Fields } from '../values/fields.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import { isPlaceholderOnly } from '../values/secret-patterns.ts';

const checkTexts = (fields: Fields, names: readonly string[]): void => {
  for (const name of names.filter((each) => fields.has(each))) {
    for (const problem of placeholderProblems(fields.text(name) ?? '', fields.place.literals)) {
      fields.report(name, problem);
    }
  }
};

const checkProxy = (owner: Fields): void => {
  if (!owner.has('proxy')) return;
  const known = ['host', 'port', 'match', 'tunnel', 'enabled'];
  const fields = Fields.open(owner.place, owner.label('proxy'), owner.get('proxy'), known);
  if (fields === undefined) return;
  fields.text('host');
  checkTexts(fields, ['match']);
  if (fields.has('port')) fields.wholeNumber('port', 1, 65_535, 'a port');
  fields.optionalFlag('tunnel');
  fields.optionalFlag('enabled');
};

const checkCertificate = (owner: Fields): void => {
  if (!owner.has('certificate')) return;
  const known = ['name', 'matches', 'key', 'certificate', 'passphrase'];
  const label = owner.label('certificate');
  const fields = Fields.open(owner.place, label, owner.get('certificate'), known);
  if (fields === undefined) return;
  for (const name of ['key', 'certificate']) {
    if (fields.text(name)?.includes('-----BEGIN ') !== true) continue;
    fields.report(name, 'must be the path of a PEM file, not what is in it');
  }
  fields.optionalText('name');
  for (const { value, label: entry } of fields.list('matches')) {
    if (typeof value !== 'string') fields.place.report(`${entry} must be text`);
  }
  if (!isPlaceholderOnly(fields.optionalText('passphrase') ?? '')) {
    fields.report('passphrase', 'is a secret; write {{a_variable}} and declare that one with secret()');
  }
};

/** Checks how a request gets to its server. */
export const checkConnection = (request: Fields): void => {
  checkProxy(request);
  checkCertificate(request);
};
