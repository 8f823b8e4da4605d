/** Checks the settings of a collection, folder or request. */

import { settingNames } from '../model/settings.ts';
import { Fields } from '../values/fields.ts';

/** Checks the field `settings`. */
export const checkSettings = (owner: Fields): void => {
  if (!owner.has('settings')) return;
  const names = Object.keys(settingNames);
  const fields = Fields.open(owner.place, owner.label('settings'), owner.get('settings'), names);
  for (const name of names) {
    if (fields?.has(name) !== true) continue;
    if (name === 'maxRedirects') fields.wholeNumber(name, 0, 100, 'a whole number');
    else fields.optionalFlag(name);
  }
};
