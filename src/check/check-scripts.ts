/** Checks which scripts a declaration names. */

import { closest } from '../did-you-mean.ts';
import { checkJson } from '../values/check-json.ts';
import { Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import type { Place } from '../values/place.ts';

/** Base names of the script files that a project has. */
export interface ScriptNames {
  readonly preRequest: readonly string[];
  readonly postResponse: readonly string[];
}

const stages = { preRequest: 'pre-request', postResponse: 'post-response' } as const;

const checkName = (place: Place, stage: keyof ScriptNames, name: string, scripts: ScriptNames): void => {
  const known = scripts[stage];
  if (known.includes(name)) return;
  const file = `scripts/${stages[stage]}/${name.replace(/\.ts$/, '')}.ts`;
  if (name.endsWith('.ts') && known.includes(name.slice(0, -'.ts'.length))) {
    place.report(`name the script without its ending: ${JSON.stringify(name.slice(0, -'.ts'.length))}`);
    return;
  }
  const other = stage === 'preRequest' ? 'postResponse' : 'preRequest';
  const meant = closest(name, known);
  const hint = scripts[other].includes(name)
    ? `; scripts/${stages[other]}/${name}.ts exists, so name it under ${other}`
    : meant === undefined
      ? ''
      : `; did you mean ${JSON.stringify(meant)}?`;
  place.report(`there is no script ${file}${hint}`);
};

const checkUse = (
  place: Place,
  stage: keyof ScriptNames,
  use: { readonly value: unknown; readonly label: string },
  scripts: ScriptNames,
): void => {
  if (typeof use.value === 'string') {
    checkName(place, stage, use.value, scripts);
    return;
  }
  if (!isRecord(use.value)) {
    place.report(`${use.label} must be a script's name, or { name, parameters }`);
    return;
  }
  if ('code' in use.value) {
    Fields.open(place, use.label, use.value, ['code'])?.text('code');
    return;
  }
  const fields = Fields.open(place, use.label, use.value, ['name', 'parameters', 'provides']);
  const name = fields?.text('name');
  if (name !== undefined) checkName(place, stage, name, scripts);
  if (fields?.has('parameters') === true) {
    checkJson(place, fields.label('parameters'), fields.get('parameters'), 'plain');
  }
  for (const { value, label } of fields?.list('provides') ?? []) {
    if (typeof value !== 'string' || value === '') place.report(`${label} must be a variable's name`);
  }
};

/** Checks the `scripts` of a collection, folder or request: every script that is named exists. */
export const checkScripts = (fields: Fields, scripts: ScriptNames): void => {
  if (!fields.has('scripts')) return;
  const { place } = fields;
  const declared = Fields.open(place, 'scripts', fields.get('scripts'), [
    'preRequest',
    'postResponse',
    'ids',
  ]);
  if (declared === undefined) return;
  for (const stage of ['preRequest', 'postResponse'] as const) {
    for (const use of declared.list(stage)) checkUse(place, stage, use, scripts);
  }
  if (!declared.has('ids')) return;
  const ids = Fields.open(place, 'scripts.ids', declared.get('ids'), ['preRequest', 'postResponse']);
  ids?.id('preRequest');
  ids?.id('postResponse');
};
