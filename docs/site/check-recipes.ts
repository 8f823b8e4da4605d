/** Holds the recipes and the action to the schemas of those that will read them: GitHub, GitLab and Kubernetes. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { Job } from 'kubernetes-models/batch/v1';
import { parse } from 'yaml';

const docs = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(resolve(docs, path), 'utf8');

/** Throws for a workflow or an action that GitHub would not take. */
const checkGitHub = (path: string, reader: typeof parseWorkflow | typeof parseAction): void => {
  const { context } = reader({ name: path, content: read(path) }, new NoOperationTraceWriter());
  const problems = context.errors.getErrors().map(({ message }) => message);
  if (problems.length > 0) throw new Error(`${path}: ${problems.join('\n')}`);
};

/** Throws for a pipeline that GitLab would not take. Reads it in a repository of its own, as the tool demands. */
const checkGitLab = (path: string): void => {
  const folder = mkdtempSync(join(tmpdir(), 'postsmith-gitlab-'));
  try {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    copyFileSync(resolve(docs, path), join(folder, '.gitlab-ci.yml'));
    const list = execFileSync(resolve(docs, 'node_modules/.bin/gitlab-ci-local'), ['--list-csv'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (!list.includes('run: [4/4]')) throw new Error(`${path} has no fourth of four parts:\n${list}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Throws for a Job that Kubernetes would not take. */
const checkKubernetes = (path: string): void => new Job(parse(read(path))).validate();

checkGitHub('recipes/github-actions.yml', parseWorkflow);
checkGitHub('../action.yml', parseAction);
checkGitLab('recipes/gitlab-ci.yml');
checkKubernetes('recipes/kubernetes-job.yaml');
console.log('Recipes: GitHub, GitLab and Kubernetes take them.');
