/** The workflow of a new project, read by GitHub's own parser. */

import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, test } from 'vitest';
import { workflowText } from '../../src/init/workflow.ts';
import { catalogue } from '../../src/presets/catalogue.ts';
import { needed, startWith } from './starts.ts';

/** What GitHub finds wrong, in the file and in what it means. */
const problemsIn = async (content: string): Promise<readonly string[]> => {
  const parsed = parseWorkflow({ name: 'postsmith.yml', content }, new NoOperationTraceWriter());
  if (parsed.value === undefined) return ['nothing was read'];
  const template = await convertWorkflowTemplate(parsed.context, parsed.value);
  return [
    ...parsed.context.errors.getErrors().map(({ message }) => message),
    ...(template.errors ?? []).map(({ Message }) => Message),
  ];
};

const variables = Object.keys(catalogue.okta.facts.environment).map((name) => needed({ name }));

describe('the workflow', () => {
  test.each([
    ['with values', workflowText(startWith(variables))],
    ['without one', workflowText(startWith([]))],
    [
      'with an odd name',
      workflowText(startWith([needed({ name: 'github_app' }), needed({ name: '7 up "x": {}' })])),
    ],
    ['of a folder', workflowText(startWith(variables), 'api tests/"Büro": #1')],
    ['of a person', workflowText(startWith(variables, ['']))],
  ])('%s is one that GitHub takes', async (_, text) => {
    expect(await problemsIn(text)).toEqual([]);
  });

  test('would be told of if it were none', async () => {
    expect(await problemsIn(workflowText(startWith([])).replace('runs-on', 'runs-at'))).not.toEqual([]);
  });

  test('checks, verifies, and runs with values from the stores of the repository', () => {
    const text = workflowText(
      startWith([
        needed({ name: 'host' }),
        needed({ name: 'client_secret', isSecret: true }),
        needed({ name: 'page', value: '25' }),
      ]),
    );
    const commands = [...text.matchAll(/- run: (.*)/g)].map(([, command]) => command);
    expect(commands).toEqual([
      'npm ci',
      'npx postsmith build --check',
      'npx postsmith verify',
      'npm ci',
      'npx postsmith run shop -e shop-test',
    ]);
    expect(text).toContain('          POSTSMITH_HOST: ${{ vars.POSTSMITH_HOST }}\n');
    expect(text).toContain('          CLIENT_SECRET: ${{ secrets.CLIENT_SECRET }}\n');
    expect(text).not.toContain('PAGE');
  });

  test('gives no secret a name that GitHub keeps for itself', () => {
    const text = workflowText(startWith([needed({ name: 'github_key', isSecret: true })]));
    expect(text).toContain('POSTSMITH_GITHUB_KEY: ${{ secrets.POSTSMITH_GITHUB_KEY }}');
  });

  test('runs nothing for which a person has to sign in', () => {
    expect(workflowText(startWith(variables, ['']))).not.toContain('postsmith run');
  });
});
