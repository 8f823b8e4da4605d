/** A project whose login is examined, and what `postsmith doctor` says of it. */

import { buildProject } from '../../src/build/build.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import { execute, type Execution } from '../cli/execute.ts';
import { createSampleProject, type SampleProject } from '../cli/sample-project.ts';

export interface StepResult {
  readonly step: string;
  readonly outcome: 'ok' | 'warning' | 'error' | 'skipped';
  readonly message: string;
  readonly mend?: string;
  readonly cause?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Diagnosis extends Execution {
  readonly ok: boolean;
  /** The first step that is wrong; undefined when none is. */
  readonly first: StepResult | undefined;
  step(name: string): StepResult | undefined;
}

/** Reads what `--json` printed. */
export const diagnosisOf = (execution: Execution): Diagnosis => {
  // Whatever else is printed, the test shows.
  if (!execution.stdout.startsWith('{')) throw new Error(`no JSON: ${execution.stdout}${execution.stderr}`);
  const { ok, first, steps } = JSON.parse(execution.stdout) as {
    ok: boolean;
    first: string | null;
    steps: StepResult[];
  };
  const step = (name: string): StepResult | undefined => steps.find((each) => each.step === name);
  return { ...execution, ok, first: first === null ? undefined : step(first), step };
};

export interface Patient extends SampleProject {
  /** The embedded authorization server and API that the collection `orders` is for. */
  readonly mock: Mock;
  /** Good values, by the names of process variables. */
  readonly good: Readonly<Record<string, string>>;
  /** Examines the login of `orders` with these values in place of good ones. */
  examine(values?: Readonly<Record<string, string>>, parameters?: readonly string[]): Promise<Diagnosis>;
  /** The same with other authorities than the mock's. */
  examineWith(values: Readonly<Record<string, string>>, caFile: string): Promise<Diagnosis>;
}

/** @param files of the project, in place of those of the sample */
export const createPatient = async (files: Readonly<Record<string, string>> = {}): Promise<Patient> => {
  const project = await createSampleProject();
  for (const [path, text] of Object.entries(files)) await project.write(path, text);
  const { collections } = await buildProject(project.folder);
  const orders = collections.find(({ slug }) => slug === 'orders');
  if (orders === undefined) throw new Error('The sample project has no orders');
  const mock = await startMock({
    collection: orders.declaration,
    environment: orders.environments[0]?.declaration,
  });
  const { host = '', ...others } = mock.values;
  const good = {
    POSTSMITH_HOST: host,
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name.toUpperCase(), value])),
  };
  const examineWith = async (
    values: Readonly<Record<string, string>>,
    caFile: string,
    parameters: readonly string[] = [],
  ) =>
    diagnosisOf(
      await execute(['doctor', 'orders', '-e', 'orders', '--json', '--ca', caFile, ...parameters], {
        folder: project.folder,
        environment: { ...good, ...values },
      }),
    );
  return {
    ...project,
    mock,
    good,
    examineWith,
    examine: (values = {}, parameters = ['--timeout', '5000']) =>
      examineWith(values, mock.caFile, parameters),
    remove: async () => {
      await mock.close();
      await project.remove();
    },
  };
};
