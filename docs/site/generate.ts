/** Writes the pages that are made of the sources: presets, commands, declarations, and the texts at the top of the repository. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { commandHelp, generalHelp } from '../../src/commands/help.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { catalogue } from '../../src/presets/catalogue.ts';
import { fileName } from '../../src/presets/example-code.ts';
import { clientAuthenticationName, grantName, presetPage } from '../../src/presets/page.ts';
import { makeDeclarationPages } from './declarations.ts';

const docs = resolve(import.meta.dirname, '..');

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

/** Characters of a line that the page shows without scrolling. */
const WIDTH = 68;

const block = (help: string): string => ['```text', help.trimEnd(), '```'].join('\n');

const writeCommands = async (): Promise<void> => {
  const sections: string[] = [];
  for (const entry of COMMANDS)
    sections.push(`## ${entry.name}\n\n${block(commandHelp(await entry.load(), WIDTH))}`);
  write('reference/commands', `${['# Commands', block(generalHelp(WIDTH)), ...sections].join('\n\n')}\n`);
};

const writeTop = (): void => {
  for (const name of ['SECURITY', 'CONTRIBUTING', 'CHANGELOG'])
    write(`more/${name.toLowerCase()}`, `<!--@include: ../../${name}.md-->\n`);
};

for (const folder of ['presets', 'reference', 'more'])
  rmSync(resolve(docs, folder), { recursive: true, force: true });
writePresets();
await writeCommands();
writeTop();
await makeDeclarationPages();
