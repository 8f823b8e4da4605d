/** A plan for a collection that is declared in a test, made by the same steps as `verify` makes it. */

import { bundleScripts } from '../../src/build/script-bundles.ts';
import type { Authorization } from '../../src/oauth/authorization.ts';
import { defineEnvironment } from '../../src/model/environment.ts';
import { identitiesOf } from '../../src/model/identities.ts';
import { loginInputs, loginTemplates } from '../../src/oauth/inputs.ts';
import type { CollectionDeclaration, RequestDeclaration } from '../../src/model/collection.ts';
import { placeholdersIn } from '../../src/values/placeholders.ts';
import { emitCollection } from '../../src/emit/collection.ts';
import type { Plan } from '../../src/verify/plan.ts';

/** Three requests; `rest` is put into each. */
export const widgets = (
  authorization: Authorization,
  rest: Partial<RequestDeclaration> = {},
): CollectionDeclaration => ({
  kind: 'collection',
  name: 'Widgets',
  authorization,
  items: ['one', 'two', 'three'].map((name) => ({
    kind: 'request',
    name,
    method: 'GET',
    url: `https://{{host}}/${name}`,
    examples: [{ name: 'Fine', status: 200, body: { name } }],
    ...rest,
  })),
});

const emit = async (declaration: CollectionDeclaration): Promise<string> => {
  const source = { slug: 'widgets', file: 'collections/widgets.ts', declaration };
  const scripts = (await bundleScripts(process.cwd(), [source])).get(source);
  if (scripts === undefined || scripts.problems.length > 0) throw new Error(scripts?.problems.join('\n'));
  return JSON.stringify(emitCollection(declaration, source.slug, scripts.texts));
};

/** The plan, with an environment that has just what the login reads. */
export const planOf = (declaration: CollectionDeclaration, way?: string, at = 0): Plan => {
  const identities = identitiesOf(declaration);
  const names = identities.flatMap((identity) => [
    ...loginInputs(identity).map(({ name }) => name),
    ...loginTemplates(identity).flatMap(({ text }) => placeholdersIn(text)),
  ]);
  const variables = Object.fromEntries(names.map((name) => [name, '']));
  const written = new Map<CollectionDeclaration, Promise<string>>();
  return {
    root: '.',
    slug: 'widgets',
    title: 'widgets',
    identity: identities[at],
    way,
    declaration,
    environment: defineEnvironment({ name: 'Widgets', variables: { host: '', ...variables } }),
    requests: 3,
    tellPlace: () => undefined,
    emit: (wanted) => {
      const text = written.get(wanted) ?? emit(wanted);
      written.set(wanted, text);
      return text;
    },
  };
};
