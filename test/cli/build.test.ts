/** `postsmith build`: what it writes and says. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, executeProgram } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

let project: SampleProject;
beforeAll(async () => {
  project = await createSampleProject();
});
afterAll(() => project.remove());

const build = (...parameters: string[]) => execute(['build', ...parameters], { folder: project.folder });
const FILE = 'dist/collections/orders.postman_collection.json';

test('builds, checks, finds a hand edit, mends it, and tells what it did', async () => {
  const missing = await build('--check');
  expect(missing.code).toBe(1);
  expect(missing.stdout).toContain(`${FILE}: is missing\n`);

  // The exit code tells it even when nobody reads the report.
  const unread = await executeProgram(['build', '--check'], { folder: project.folder, deaf: true });
  expect(unread.code).toBe(1);

  const first = await executeProgram(['build'], { folder: project.folder });
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain(`created    ${FILE}\n`);
  expect(await build('--check')).toMatchObject({ code: 0, stdout: '' });

  const text = await readFile(join(project.folder, FILE), 'utf8');
  await writeFile(join(project.folder, FILE), text.replace('List orders', 'List every order'));
  const edited = await build('--check');
  expect(edited.code).toBe(1);
  expect(edited.stdout).toMatch(/orders\.postman_collection\.json: differs from what is declared/);
  expect(edited.stdout).not.toContain('open.postman_collection.json');
  expect(await readFile(join(project.folder, FILE), 'utf8')).toContain('List every order');

  const second = await build();
  expect(second.stdout).toContain(`updated    ${FILE}\n`);
  expect(second.stdout).toContain('unchanged  dist/collections/open.postman_collection.json\n');
  expect(await readFile(join(project.folder, FILE), 'utf8')).toBe(text);
});

test('says what has lost its ids with its name, and how to keep them', async () => {
  const renaming = await createSampleProject();
  try {
    const declare = (folderOf: string) =>
      renaming.write(
        'collections/names.ts',
        `import { defineCollection, folder, get } from 'postsmith';
         const items = [get({ name: 'One', url: 'https://a.example/1' })];
         export default defineCollection({ name: 'Names', items: [${folderOf}] });`,
      );
    await declare(`folder('Old "name"', items)`);
    await execute(['build'], { folder: renaming.folder });
    await declare(`folder('New', items)`);
    const told = await execute(['build'], { folder: renaming.folder });
    expect(told).toMatchObject({ code: 0 });
    expect(told.stderr).toBe(
      'dist/collections/names.postman_collection.json: "Old \\"name\\"" is called "New" now, and its id and 1 more of what lies in it ' +
        'have changed with the name, so that Postman takes it for something new. To keep the ids, add key: "Old \\"name\\"" where it is declared, and build again.\n',
    );
    await declare(`folder('New', items, { key: 'Old "name"' })`);
    expect(await execute(['build'], { folder: renaming.folder })).toMatchObject({ code: 0, stderr: '' });
  } finally {
    await renaming.remove();
  }
});

test('refuses a wrong declaration with exit code 2, every problem and its place, and no stack', async () => {
  const broken = await createSampleProject();
  try {
    await broken.write(
      'collections/orders.ts',
      `import { defineCollection, get } from 'postsmith';
       export default defineCollection({ name: 'Orders', items: [
         get({ name: 'A', url: 'https://{{nowhere}}/a' }), get({ name: 'B', url: 'https://{{nobody}}/b' }),
       ] });`,
    );
    const { code, stdout, stderr } = await execute(['build'], { folder: broken.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('collections/orders.ts › A');
    expect(stderr).toContain('collections/orders.ts › B');
    expect(stderr).not.toMatch(/^ +at /m);
  } finally {
    await broken.remove();
  }
});

test('names a declaration that leaves, never ends or lets a promise reject, and is never green', async () => {
  const broken = await createSampleProject();
  try {
    const declare = (name: string, code: string) =>
      broken.write(
        `collections/${name}.ts`,
        `import { defineCollection } from 'postsmith';\n${code}\nexport default defineCollection({ name: '${name}', items: [] });\n`,
      );
    await declare('leaves', 'if (1 > 0) process.exit(0);');
    await declare('rejects', 'void (async () => { throw new RangeError("stray"); })();');
    await declare('waits', 'await new Promise(() => {});');
    const { code, stdout, stderr } = await executeProgram(['build'], { folder: broken.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('collections/leaves.ts:2: calls process.exit');
    expect(stderr).toContain('collections/rejects.ts:2: the module threw RangeError: stray');
    expect(stderr).toContain('collections/waits.ts: waits for something that never comes');
    expect(stderr).not.toMatch(/^ +at /m);
  } finally {
    await broken.remove();
  }
});

test.each([
  ['leaves', 'setTimeout(() => process.exit(0), 0);', 'process.exit'],
  ['throws', 'setTimeout(() => { throw new RangeError("late"); }, 0);', 'RangeError: late'],
])('is not green when a declaration %s later', async (_what, late, message) => {
  const broken = await createSampleProject();
  try {
    await broken.write(
      'collections/late.ts',
      `${late}\nexport default await new Promise((resolve) => setTimeout(resolve, 200));\n`,
    );
    const { code, stdout, stderr } = await executeProgram(['build'], { folder: broken.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  } finally {
    await broken.remove();
  }
});

test('says before it overwrites what somebody filled in, and does so only when asked', async () => {
  await build();
  const path = join(project.folder, 'dist/environments/orders.postman_environment.json');
  const text = await readFile(path, 'utf8');
  const filled = text.replace('"value": ""', '"value": "my.example.com"');
  await writeFile(path, filled);
  const refused = await build();
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('dist/environments/orders.postman_environment.json: host\n');
  expect(refused.stderr).not.toContain('my.example.com');
  expect(await readFile(path, 'utf8')).toBe(filled);
  expect(await build('--overwrite')).toMatchObject({ code: 0 });
  expect(await readFile(path, 'utf8')).toBe(text);
});
