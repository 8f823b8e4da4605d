/** Starts of projects, for tests of the files that are made of them. */

import type { NeededVariable, Start } from '../../src/init/start.ts';
import { defineCollection } from '../../src/model/collection.ts';

/** A variable that has no value, but for what is given. */
export const needed = (variable: Partial<NeededVariable> & Pick<NeededVariable, 'name'>): NeededVariable => ({
  value: '',
  isSecret: false,
  ...variable,
});

export const startWith = (
  variables: readonly NeededVariable[],
  persons: readonly string[] = [],
  name = 'Shop',
): Start => ({
  project: {
    sources: [],
    slug: 'shop',
    declaration: defineCollection({ name, items: [] }),
    required: [],
    environments: [],
  },
  environment: 'shop-test',
  needed: variables,
  persons,
});
