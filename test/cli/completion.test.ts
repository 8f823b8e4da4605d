/** `postsmith completion`: what may come next, and that real shells offer it and run nothing. */

import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quoted, shellWords } from '../../src/commands/shell-words.ts';
import { execute } from './execute.ts';

/** Names that a careless script would run, expand or part. */
const EVIL = [
  '$(touch pwned)',
  'a`touch pwned`',
  'it\'s "q"',
  'my orders',
  'x:y=z',
  'büch',
  '*',
  '~root',
  'b\\c',
];

const PROGRAM = join(import.meta.dirname, '../../dist/src/cli.js');

let folder: string;
let bin: string;
beforeAll(() => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-completion-')));
  [folder, bin] = [join(root, 'project'), join(root, 'bin')];
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  // Nobody runs a declaration to complete a name.
  for (const name of ['orders', 'open', ...EVIL, 'line\nfeed']) {
    write(`collections/${name}.ts`, `import { writeFileSync } from 'node:fs'; writeFileSync('pwned', '');`);
  }
  for (const name of ['lab', 'live']) write(`environments/${name}.ts`, '');
  write('lab.env', '');
  const item = [
    { name: 'Read it', item: [{ name: 'Deep', item: [] }] },
    { name: 'List', request: {} },
  ];
  write(
    'dist/collections/orders.postman_collection.json',
    JSON.stringify({ info: { name: 'Orders' }, item }),
  );
  mkdirSync(bin);
  writeFileSync(join(bin, 'postsmith'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(join(bin, 'postsmith'), 0o755);
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

/** What the program offers in place of the last of these words. */
const offered = async (...words: readonly string[]): Promise<string[]> => {
  const { code, stdout, stderr } = await execute(['completion', 'fish', '--', ...words], { folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [kind = '', ...lines] = stdout.trimEnd().split('\n');
  const found = lines.map((line) => line.split('\t')[0] ?? '');
  return kind === 'words' ? found : [`(${kind})`];
};

describe('what may come next', () => {
  test.each<[string[], string[]]>([
    [['ver'], ['verify']],
    [['--'], ['--help', '--version']],
    [['nothing', ''], []],
    [
      ['build', '--'],
      ['--check', '--watch', '--overwrite', '--json', '--help'],
    ],
    [
      ['build', '--check', '--'],
      ['--watch', '--overwrite', '--json', '--help'],
    ],
    [['verify', 'op'], ['open']],
    [['verify', 'open', 'or'], ['orders']],
    [
      ['verify', '--engine', ''],
      ['newman', 'runtime', 'postman-cli', 'all'],
    ],
    [['verify', '--engine=r'], ['--engine=runtime']],
    [['verify', '--engine', 'newman', '--eng'], ['--engine']],
    [
      ['run', 'o'],
      ['open', 'orders'],
    ],
    [['run', './d'], ['(files)']],
    [
      ['run', 'orders', '-e', 'l'],
      ['lab', 'live'],
    ],
    [['run', 'orders', '--environment=li'], ['--environment=live']],
    [['run', 'orders', '-e', 'lab', 'o'], []],
    [
      ['run', 'orders', '--folder', 'R'],
      ['Read it', 'Read it/Deep'],
    ],
    [['run', 'open', '--folder', ''], []],
    [['run', 'orders', '--values', ''], ['(files)']],
    [['run', 'orders', '--env-file', 'l'], ['(files)']],
    [['run', 'orders', '--timeout', ''], []],
    [['run', '--', 'ord'], ['orders']],
    [
      ['import', ''],
      ['postman', 'openapi', 'tastypie'],
    ],
    [['import', 'postman', 'a.json', ''], ['(files)']],
    [['import', 'openapi', 'a.yaml', ''], []],
    [['inject', 'a.json', '--authorization', 'okt'], ['okta']],
    [['inject', 'a.json', '--authorization', 'log'], ['(files)']],
    [
      ['keygen', 'ES'],
      ['ES256', 'ES384', 'ES512'],
    ],
    [['keygen', '--out', ''], ['(directories)']],
    [['presets', 'ent'], ['entra']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
  ])('after %j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  test('a name that no shell could take is left out, and so is every name where there is no project', async () => {
    expect((await offered('verify', '')).toSorted()).toEqual(['open', 'orders', ...EVIL].toSorted());
    const { stdout } = await execute(['completion', 'zsh', '--', 'verify', ''], { folder: tmpdir() });
    expect(stdout).toBe('words\n');
  });

  test('commands and options are told with what they do', async () => {
    const { stdout } = await execute(['completion', 'zsh', '--', 'build', '--ch'], { folder });
    expect(stdout).toBe('words\n--check\tWrite nothing; list the files that are stale, with the reason.\n');
  });

  test('a shell that there is no script for is told', async () => {
    expect(await execute(['completion', 'zhs'])).toMatchObject({
      code: 2,
      stderr:
        'There is no completion for the shell ‘zhs’. Did you mean zsh? There are bash, zsh, fish. See `postsmith completion --help`.\n',
    });
    expect((await execute(['completion'])).stderr).toContain('For which shell? There are bash, zsh, fish.');
  });
});

test.each([
  ['postsmith run ', ['postsmith', 'run', '']],
  ['postsmith  run\tmy\\ or', ['postsmith', 'run', 'my or']],
  [`a "b c"'d e' "f`, ['a', 'b cd e', 'f']],
  [String.raw`a "\$x \n" '\' \\`, ['a', String.raw`$x \n`, '\\', '\\']],
])('the line %j is parted as bash does it', (line, words) => {
  expect(shellWords(line).map(({ text }) => text)).toEqual(words);
});

const runFile = promisify(execFile);

const shell = async (name: string, parameters: readonly string[]): Promise<string> => {
  const PATH = [bin, process.env['PATH']].join(delimiter);
  const env = { PATH, HOME: join(folder, '..'), TERM: 'dumb', LC_ALL: 'C.UTF-8' };
  return (await runFile(name, parameters, { cwd: folder, env, timeout: 60_000 })).stdout;
};

const isThere = (name: string): boolean => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const expectNothingRan = (): void =>
  expect(readdirSync(folder).toSorted()).toEqual(['collections', 'dist', 'environments', 'lab.env']);

/** The lines that Tab leads to: the line before the word, and each word in its place. */
const bashWords = async (line: string, word: string): Promise<string[]> => {
  const script = `source <(postsmith completion bash)
COMP_LINE=$1 COMP_POINT=\${#1}
_postsmith postsmith "$2" ''
(( \${#COMPREPLY[@]} )) && printf '%s\\n' "\${COMPREPLY[@]}" || true`;
  const stdout = await shell('bash', ['--norc', '-c', script, 'bash', line, word]);
  return stdout.split('\n').slice(0, -1);
};

describe.skipIf(!isThere('bash'))('bash', () => {
  test('completes commands, names and values after a =, and leaves files to bash', async () => {
    expect(await bashWords('postsmith ver', 'ver')).toEqual(['verify']);
    expect(await bashWords('postsmith run orders --environment=l', 'l')).toEqual(['lab', 'live']);
    expect(await bashWords('postsmith run orders --environment=', '')).toEqual(['lab', 'live']);
    expect(await bashWords('postsmith run orders --values l', 'l')).toEqual([]);
    expect(await bashWords('postsmith run $(touch pwned', 'pwned')).toEqual([]);
    expectNothingRan();
  });

  test.each([
    ['', ''],
    ['"', '"'],
    ["'", "'"],
  ])('quotes every name, so that bash reads it as it is: after %j', async (before, after) => {
    const words = await bashWords(`postsmith verify ${before}`, '');
    expect(words).toHaveLength(EVIL.length + 2);
    const line = words.map((word) => before + word + after).join(' ');
    const read = await shell('bash', ['--norc', '-c', `printf '%s\\n' ${line}`]);
    expect(read.trimEnd().split('\n').toSorted()).toEqual(['open', 'orders', ...EVIL].toSorted());
    expectNothingRan();
  });

  test('completes within quotes', async () => {
    expect(await bashWords('postsmith run "my', 'my')).toEqual(['my orders']);
    expect(await bashWords(String.raw`postsmith run my\ o`, String.raw`my\ o`)).toEqual([
      String.raw`my\ orders`,
    ]);
    expect(quoted('a"$b`', '"')).toBe(String.raw`a\"\$b` + '\\`');
  });
});

/** The line that Tab makes of this one, in an interactive zsh on a terminal of its own. */
const zshLine = async (line: string): Promise<string> => {
  const script = `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'autoload -Uz compinit && compinit -D -u; source <(postsmith completion zsh); PS1=; show() { print -r -- "LINE<$BUFFER>" }; zle -N show; bindkey "^X" show; print REA""DY'
zpty -r -m z out '*READY*'
zpty -w -n z "$1"$'\\t\\x18'
zpty -r -m z out '*LINE<*>*'
print -r -- "$out"`;
  const stdout = await shell('zsh', ['-f', '-c', script, 'zsh', line]);
  return /LINE<([^]*?)>\r?\n/.exec(stdout)?.[1] ?? stdout;
};

describe.skipIf(!isThere('zsh'))('zsh', () => {
  test.each([
    ['postsmith ver', 'postsmith verify '],
    ['postsmith run orders --environment=li', 'postsmith run orders --environment=live '],
    ['postsmith run my', String.raw`postsmith run my\ orders `],
    ['postsmith run "my', 'postsmith run "my orders" '],
    [String.raw`postsmith run \$`, String.raw`postsmith run \$\(touch\ pwned\) `],
    ['postsmith run orders --values=la', 'postsmith run orders --values=lab.env '],
  ])('makes of %j the right line', async (line, expected) => {
    expect(await zshLine(line)).toBe(expected);
    expectNothingRan();
  });
});

const fishWords = async (line: string): Promise<string[]> => {
  const script = 'postsmith completion fish | source; complete -C $argv[1]';
  const stdout = await shell('fish', ['--no-config', '-c', script, line]);
  return stdout.split('\n').slice(0, -1);
};

describe.skipIf(!isThere('fish'))('fish', () => {
  test('completes commands with what they do, options, names and files', async () => {
    expect(await fishWords('postsmith pres')).toEqual([
      'presets\tList the providers that have a preset, or print the page of one',
    ]);
    expect(await fishWords('postsmith run orders --environment=l')).toEqual([
      '--environment=lab',
      '--environment=live',
    ]);
    expect(await fishWords('postsmith run "my')).toEqual(['my orders']);
    expect(await fishWords('postsmith run orders --values=la')).toEqual(['--values=lab.env']);
    expect((await fishWords('postsmith verify ')).toSorted()).toEqual(['open', 'orders', ...EVIL].toSorted());
    expectNothingRan();
  });
});
