/** This repository's own project, built once for all the tests that look at it. */

import { resolve } from 'node:path';
import { buildProject, type Build } from '../../src/build/build.ts';

let build: Promise<Build> | undefined;

export const builtHere = (): Promise<Build> =>
  (build ??= buildProject(resolve(import.meta.dirname, '../..')));
