/** What is known of the management API: the resources and commands of `facts/*.json`, with their types. */

import command from './facts/command.json' with { type: 'json' };
import configuration from './facts/configuration.json' with { type: 'json' };
import history from './facts/history.json' with { type: 'json' };
import status from './facts/status.json' with { type: 'json' };
import type { Area, Command, Resource } from './resource.ts';

/** JSON files carry no literal types; the tests hold them to these. */
const resourcesOf = (area: Area, facts: unknown): readonly Resource[] =>
  (facts as Omit<Resource, 'area'>[]).map((resource) => ({ area, ...resource }));

/** The list that comes with this collection. */
const bundled: readonly Resource[] = [
  ...resourcesOf('status', status),
  ...resourcesOf('history', history),
  ...resourcesOf('configuration', configuration),
];

/**
 * Every resource, in the order in which a collection shows them: the bundled list. For what your own node has, save its schemas
 * (see `node.ts`) and write `ofNode('./pexip-node', bundled)` in place of `bundled`.
 */
export const resources: readonly Resource[] = bundled;

/** Every command. JSON files carry no literal types; the tests hold this one to them. */
export const commands: readonly Command[] = command as unknown as readonly Command[];

/**
 * The resource of that name.
 * @throws Error when there is none, which is a slip in these files.
 */
export const resource = (area: Area, name: string): Resource => {
  // A node may lack what the first requests and the commands name.
  const found = [...resources, ...bundled].find(
    (candidate) => candidate.area === area && candidate.name === name,
  );
  if (found === undefined) throw new Error(`No ${area} resource is called ${name}`);
  return found;
};
