import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/commands/arguments.ts';
import type { CommandModule } from '../../src/commands/command.ts';
import { enginesOf } from '../../src/commands/engine-option.ts';

const command: CommandModule = {
  name: 'try',
  parameters: '<thing> [options]',
  description: 'What it does.',
  exitCodes: { 0: 'done', 2: 'the input is wrong' },
  examples: [{ what: 'Try one', command: 'postsmith try thing --check' }],
  json: { prints: 'what was tried' },
  options: [
    { name: 'environment', short: 'e', value: '<environment>', description: 'Where.' },
    { name: 'engine', value: '<engine>', multiple: true, description: 'On what.' },
    { name: 'check', description: 'Only look.' },
    { name: 'values', formerly: 'env-file', value: '<file>', description: 'From where.' },
  ],
  maxPositionals: 1,
  run: async () => 0,
};
const parse = (...parameters: string[]) => parseArguments(command, parameters);

describe('the command line', () => {
  test('gives options and positional arguments, in any order', () => {
    const { positionals, options } = parse('-e', 'lab', 'thing', '--check', '--engine=a', '--engine', 'b');
    expect(positionals).toEqual(['thing']);
    expect(Object.fromEntries(options)).toEqual({ environment: ['lab'], check: [''], engine: ['a', 'b'] });
  });

  test.each([
    [['--environment=lab'], { environment: ['lab'] }],
    [['--environment', 'lab'], { environment: ['lab'] }],
    [['-elab'], { environment: ['lab'] }],
    [['-e=lab'], { environment: ['lab'] }],
    [['--environment=-5'], { environment: ['-5'] }],
    [['--environment=a=b'], { environment: ['a=b'] }],
    [['--environment', '-'], { environment: ['-'] }],
    [['--json'], { json: [''] }],
  ])('takes %j as most tools do', (parameters, expected) => {
    expect(Object.fromEntries(parse(...parameters).options)).toEqual(expected);
  });

  test('takes what stands behind -- as it is', () => {
    const { positionals, options } = parse('--check', '--', '--engine');
    expect({ positionals, options: [...options.keys()] }).toEqual({
      positionals: ['--engine'],
      options: ['check'],
    });
    expect(parse('--', '').positionals).toEqual(['']);
    expect(parse('-').positionals).toEqual(['-']);
  });

  test('understands the name that an option had once', () => {
    expect(Object.fromEntries(parse('--env-file', 'lab.env').options)).toEqual({ values: ['lab.env'] });
    expect(() => parse('--env-file=a', '--values=b')).toThrow(/given more than once/);
  });

  test.each([
    [['--chek'], 'There is no option --chek. Did you mean --check?'],
    [['--wrong'], 'There is no option --wrong.'],
    [['-x'], 'There is no option -x.'],
    [['--environment'], '--environment needs a value: --environment <environment>.'],
    [['-e', '--check'], '-e needs a value, and ‘--check’ looks like an option'],
    [['--check=yes'], '--check takes no value.'],
    [['-e', 'a', '-e', 'b'], '-e is given more than once.'],
    [['one', 'two'], '‘two’ is one argument too many.'],
    [['--check', '--check'], '--check is given more than once.'],
    [['-environment', 'lab'], 'There is no option -environment. Did you mean --environment?'],
    [['-check'], 'There is no option -check. Did you mean --check?'],
    [['--environment='], '--environment needs a value: --environment <environment>.'],
    [['--environment', ''], '--environment needs a value: --environment <environment>.'],
    [['-e', '-5'], '-e needs a value, and ‘-5’ looks like an option; if it is the value, write -e=-5.'],
    [['-ce', 'lab'], 'There is no option -c.'],
    [[''], 'An argument is empty; a variable of the shell may not be set.'],
    [['--constructor'], 'There is no option --constructor.'],
    [['--__proto__=x'], 'There is no option --__proto__.'],
  ])('%j is refused in words', (parameters, message) => {
    expect(() => parse(...parameters)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }),
    );
    expect(() => parse(...parameters)).toThrow('See `postsmith try --help`.');
  });

  test.each(['--client-secret=hunter2', '--env-var=client_secret=hunter2', '--private-key=hunter2'])(
    'a secret is refused, without repeating it: %s',
    (parameter) => {
      expect(() => parse(parameter)).toThrow('a secret on the command line can be read by every process');
      expect(() => parse(parameter)).not.toThrow('hunter2');
    },
  );
});

describe('--engine', () => {
  test('takes names, lists and all, each once', () => {
    expect(enginesOf(command, undefined)).toEqual(['newman']);
    expect(enginesOf(command, ['runtime,newman', 'runtime'])).toEqual(['runtime', 'newman']);
    expect(enginesOf(command, ['all'])).toEqual(['newman', 'runtime', 'postman-cli']);
  });

  test('says which engines there are', () => {
    expect(() => enginesOf(command, ['newmna'])).toThrow(
      'There is no engine ‘newmna’. Did you mean newman? There are newman, runtime, postman-cli, and `all`.',
    );
  });
});
