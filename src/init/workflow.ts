/** The workflow of a new project for GitHub Actions. */

import { variableName } from '../values/variable-name.ts';
import { mustBeFilledIn } from './env-example.ts';
import type { Start } from './start.ts';

/** GitHub keeps names that begin so for itself. */
const RESERVED = /^(?:GITHUB|RUNNER)_/;

/** The name under which GitHub keeps a value, and the process gets it. */
export const storedName = (variable: string): string => {
  const name = variableName(variable);
  return RESERVED.test(name) || /^\d/.test(name) ? `POSTSMITH_${name}` : name;
};

const secretLines = ({ needed }: Start): string =>
  needed
    .filter(mustBeFilledIn)
    .map(({ name, isSecret }) => {
      const stored = storedName(name);
      return `          ${stored}: \${{ ${isSecret ? 'secrets' : 'vars'}.${stored} }}\n`;
    })
    .join('');

const steps = (folder: string | undefined): string => `    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
${folder === undefined ? '' : `          cache-dependency-path: ${JSON.stringify(`${folder}/package-lock.json`)}\n`}      - run: npm ci
`;

const runJob = (start: Start, folder: string | undefined): string => {
  const environment = secretLines(start);
  return `
  run:
    name: The collection passes against the real server
    needs: verify
    # A pull request from outside gets no secrets.
    if: github.event_name != 'pull_request'
    runs-on: ubuntu-latest
${steps(folder)}      - run: npx postsmith run ${start.project.slug} -e ${start.environment}
${environment === '' ? '' : `        env:\n${environment}`}`;
};

/**
 * The text of the workflow.
 *
 * @param folder the project's, below that of the repository; absent where they are one
 */
export const workflowText = (start: Start, folder?: string): string => `name: Postsmith
on:
  push:
  pull_request:
  workflow_dispatch:
permissions:
  contents: read
${folder === undefined ? '' : `defaults:\n  run:\n    working-directory: ${JSON.stringify(folder)}\n`}
jobs:
  verify:
    name: The built files are as declared, and hold against a mock
    runs-on: ubuntu-latest
${steps(folder)}      - run: npx postsmith build --check
      - run: npx postsmith verify
${
  start.persons.length > 0
    ? '\n  # A run against the real server needs a person, who signs in with `npx postsmith login`.\n'
    : runJob(start, folder)
}`;
