/** Writes the pages that are made of the sources: presets, commands, declarations, and the texts at the top of the repository. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { catalogue } from '../../src/presets/catalogue.ts';
import { fileName } from '../../src/presets/example-code.ts';
import { clientAuthenticationName, grantName, presetPage } from '../../src/presets/page.ts';
import { makeDeclarationPages } from './declarations.ts';

const docs = resolve(import.meta.dirname, '..');
const program = resolve(docs, '../dist/src/cli.js');

const write = (page: string, text: string): void => {
  const file = resolve(docs, `${page}.md`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

const writePresets = (): void => {
  const rows = Object.entries(catalogue).map(([name, preset]) => {
    const authorization = preset();
    write(`presets/${fileName(name)}`, presetPage({ name, facts: preset.facts, authorization }));
    const client = clientAuthenticationName(authorization);
    return `| [${preset.facts.name}](${fileName(name)}.md) | \`${name}\` | ${grantName(authorization)} | ${client === '-' ? '–' : `\`${client}\``} |`;
  });
  const head = ['| provider | preset | grant | client authentication |', '|---|---|---|---|'];
  const intro = 'What each is when it is just called. `npx postsmith presets <name>` prints the same pages.';
  write('presets/index', ['# Presets', '', intro, '', ...head, ...rows, ''].join('\n'));
};

const helpOf = (...command: string[]): string =>
  execFileSync(process.execPath, [program, ...command, '--help'], {
    encoding: 'utf8',
    env: { COLUMNS: '80' },
  });

const block = (help: string): string => ['```text', help.trimEnd(), '```'].join('\n');

const writeCommands = (): void => {
  const general = helpOf();
  const list = general.slice(general.indexOf('Commands:'), general.indexOf('Options:'));
  const names = [...list.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name);
  const sections = names.map((name) => `## ${name}\n\n${block(helpOf(name))}`);
  write('reference/commands', `${['# Commands', block(general), ...sections].join('\n\n')}\n`);
};

const writeTop = (): void => {
  for (const name of ['SECURITY', 'CONTRIBUTING', 'CHANGELOG'])
    write(`more/${name.toLowerCase()}`, `<!--@include: ../../${name}.md-->\n`);
};

for (const folder of ['presets', 'reference', 'more'])
  rmSync(resolve(docs, folder), { recursive: true, force: true });
writePresets();
writeCommands();
writeTop();
await makeDeclarationPages();
