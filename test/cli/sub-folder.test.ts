/** Commands that are called in a folder below the project's own. */

import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute, executeProgram } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

let project: SampleProject;
let below: string;
beforeEach(async () => {
  project = await createSampleProject();
  below = join(project.folder, 'scripts', 'post-response');
});
afterEach(() => project.remove());

const TOLD = 'The project is ../.., where paths below begin.\n';

test('build works on the project above, and says where that is', async () => {
  const built = await execute(['build'], { folder: below });
  expect(built).toMatchObject({ code: 0, stderr: TOLD });
  expect(built.stdout).toContain('created    dist/collections/orders.postman_collection.json\n');
  const above = await execute(['build', '--check'], { folder: project.folder });
  expect(above).toMatchObject({ code: 0, stderr: 'Everything in dist/ is as declared.\n' });
});

test('run takes .env from the project, and files of options from where somebody stands', async () => {
  await project.write('.env', 'CLIENT_ID=one\n');
  const of = (...more: string[]) => execute(['run', 'orders', '-e', 'orders', ...more], { folder: below });
  const { code, stderr } = await of();
  expect(code).toBe(2);
  expect(stderr).toContain(`${TOLD}From ${join(project.folder, '.env')}: client_id.\n`);
  expect((await of('--values', '.env')).stderr).toContain(`${join(below, '.env')} could not be read`);
  await writeFile(join(below, 'mine.env'), 'CLIENT_ID=two\n');
  expect((await of('--values', 'mine.env')).stderr).toContain(
    `From ${join(below, 'mine.env')}: client_id.\n`,
  );
});

test('login and verify find the project as well', async () => {
  const login = await execute(['login', 'orders', '-e', 'orders'], { folder: below });
  expect(login.code).toBe(2);
  expect(login.stderr).toContain(`${TOLD}Nobody needs to sign in for Orders`);
  const verify = await execute(['verify', 'nothing'], { folder: below });
  expect(verify.stderr).toBe(
    `${TOLD}This project has no collection ‘nothing’. There are:\n  open\n  orders\n`,
  );
});

test('check compares a file from where somebody stands with the project above', async () => {
  await execute(['build'], { folder: project.folder });
  const file = '../../dist/collections/orders.postman_collection.json';
  const { code, stdout, stderr } = await execute(['check', file], { folder: below });
  expect(stdout).toContain(`${file}: Orders\n`);
  expect(stdout).toContain('  It is what collections/orders.ts says.\n');
  expect({ code, stderr }).toEqual({ code: 0, stderr: TOLD });
});

test('the command of a secret runs in the project', async () => {
  await project.write('secret.txt', 'deeply-hidden');
  await project.write('.env', 'CLIENT_PRIVATE_KEY_COMMAND=cat secret.txt\n');
  const { stderr } = await execute(['run', 'orders', '-e', 'orders'], { folder: below });
  expect(stderr).toContain('From commands: client_private_key.\n');
});

test('reports name files from the project on, and GitHub finds them in the repository', async () => {
  await project.write('scripts/pre-request/broken.ts', "throw new Error('broken');\n");
  await project.write(
    'collections/open.ts',
    `import { defineCollection, get } from 'postsmith';
export default defineCollection({
  name: 'Open',
  items: [get({ name: 'Status', url: 'https://localhost/', scripts: { preRequest: ['broken'] } })],
});
`,
  );
  const { stdout, stderr } = await execute(
    ['run', 'open', '-e', 'orders', '--reporter', 'json,github', '--proxy', 'http://127.0.0.1:1'],
    { folder: below, environment: { GITHUB_WORKSPACE: dirname(project.folder) } },
  );
  expect(stdout).toContain(`::error file=${basename(project.folder)}/scripts/pre-request/broken.ts,line=1,`);
  expect(stderr).toContain('Report: scripts/post-response/postsmith-report/report.json\n');
});

test('import takes the file from where somebody stands, and writes into the project', async () => {
  await mkdir(join(project.folder, 'docs'));
  await copyFile(
    join(import.meta.dirname, '../sources/postman/bookshop-v2.1.json'),
    join(project.folder, 'docs', 'exported.json'),
  );
  const document = { openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths: {} };
  await project.write('docs/api.json', JSON.stringify(document));
  const folder = join(project.folder, 'docs');
  expect(await execute(['import', 'postman', 'exported.json'], { folder })).toMatchObject({ code: 0 });
  expect(await execute(['import', 'openapi', 'api.json'], { folder })).toMatchObject({ code: 0 });
  expect(await readFile(join(project.folder, 'collections', 'things.ts'), 'utf8')).toContain(
    "fromOpenAPI('../docs/api.json')",
  );
  expect((await execute(['build'], { folder })).code).toBe(0);
});

test('a home folder with such folders in it is not taken for the project of all that lies in it', async () => {
  const environment = { HOME: project.folder, USERPROFILE: project.folder };
  const { code, stderr } = await executeProgram(['build'], { folder: below, environment });
  expect(code).toBe(2);
  expect(stderr).toContain(`Neither ${below} nor a folder above it is a project.`);
  expect(stderr).toContain('`npx postsmith init` makes one.');
  expect((await executeProgram(['build'], { folder: project.folder, environment })).code).toBe(0);
});
