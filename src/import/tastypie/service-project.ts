/** What `postsmith import tastypie` writes beside the schemas: a collection that reads them, and an environment. */

import { relative, resolve, sep } from 'node:path';
import { lackingVariables } from '../../check/required-variables.ts';
import { defineCollection, type AuthorizationDeclaration } from '../../model/collection.ts';
import { descriptionOf } from '../../model/described.ts';
import { fromTastypie } from '../../sources/tastypie/from-tastypie.ts';
import { environmentSource, type ExportedVariable } from '../declare.ts';
import type { NewSource } from '../exported-project.ts';

/** The login of the service: as the command line names it, and what that is. */
export interface ServiceLogin {
  readonly given: string;
  readonly authorization: AuthorizationDeclaration;
  readonly from: 'collection' | 'file' | 'preset';
}

/** What is imported. */
export interface ServiceProject {
  /** Base name of the files. */
  readonly slug: string;
  /** The project folder. */
  readonly folder: string;
  /** The origin of the service. */
  readonly origin: string;
  /** As the command line names it, and what it is; absent for a service without a login. */
  readonly login?: ServiceLogin;
}

/** The line that imports the login, and the expression that names it. */
const loginCode = (folder: string, { given, from }: ServiceLogin): readonly [string, string] => {
  if (from === 'preset') return [`import { ${given} } from 'postsmith/presets';`, `${given}()`];
  const path = relative(resolve(folder, 'collections'), resolve(folder, given)).split(sep).join('/');
  const specifier = path.startsWith('.') ? path : `./${path}`;
  return from === 'collection'
    ? [`import declared from '${specifier}';`, 'declared.authorization']
    : [`import login from '${specifier}';`, 'login'];
};

const collectionSource = ({ slug, folder, login }: ServiceProject): string => {
  const [line, value] = login === undefined ? [] : loginCode(folder, login);
  return [
    "import { defineCollection } from 'postsmith';",
    "import { fromTastypie } from 'postsmith/tastypie';",
    ...(line === undefined ? [] : [line]),
    '',
    'export default defineCollection({',
    `  name: '${slug}',`,
    ...(value === undefined ? [] : [`  authorization: ${value},`]),
    `  ...(await fromTastypie('./${slug}')),`,
    '});',
    '',
  ].join('\n');
};

const variable = (key: string, value: string, isSecret = false): ExportedVariable => ({
  key,
  value,
  type: isSecret ? 'secret' : 'default',
  enabled: true,
});

/** Makes the sources; the schemas are saved already. Nothing is written. */
export const serviceProject = async (project: ServiceProject): Promise<readonly NewSource[]> => {
  const { slug, folder, origin, login } = project;
  const declaration = defineCollection({
    name: slug,
    ...(login !== undefined && { authorization: login.authorization }),
    ...(await fromTastypie(resolve(folder, 'collections', slug))),
  });
  const lacking = lackingVariables({
    file: slug,
    slug,
    declaration,
    environments: [],
    scriptVariables: new Set(descriptionOf(declaration)?.postResponse?.provides),
  }).filter(({ name }) => name !== 'base_url');
  return [
    { path: `collections/${slug}.ts`, content: collectionSource(project) },
    {
      path: `environments/${slug}.ts`,
      content: environmentSource(slug, [
        variable('base_url', origin),
        {
          ...variable('allow_changes', ''),
          description: 'true: requests that create, change and delete are sent.',
        },
        ...lacking.map(({ name, isSecret }) => variable(name, '', isSecret)),
      ]),
    },
  ];
};
