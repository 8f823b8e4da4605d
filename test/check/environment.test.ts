import { expect, test } from 'vitest';
import { environmentProblems } from './checking.ts';

test.each<[string, object, string]>([
  ['no name', { name: '' }, 'name is empty'],
  ['no variables', { variables: undefined }, 'variables is missing; it maps names to texts and secret()'],
  [
    'a number',
    { variables: { port: 443 } },
    'variable "port" must be text, secret() or variable(…), but is the number 443',
  ],
  ['secret without call', { variables: { key: () => 1 } }, 'variable "key" is a function; call it: secret()'],
  [
    'a secret with a value',
    { variables: { key: { kind: 'secret', value: 'x' } } },
    'unknown field "value" of variable "key"; known are kind, description, enabled',
  ],
  [
    'names whose order JavaScript changes',
    { variables: { host: '', 1: '' } },
    'variables has the name "1", which JavaScript puts before others; write a list, whose order is kept: [["1", \'…\'], …]',
  ],
  [
    'a list of names alone',
    { variables: ['host'] },
    "variables[0] must be a name and its value, ['host', ''], but is text",
  ],
  [
    'a list that has a name twice',
    {
      variables: [
        ['host', ''],
        ['host', ''],
      ],
    },
    'variables has "host" twice',
  ],
  [
    'a described password in clear',
    { variables: { admin_password: { kind: 'variable', value: 'hunter2' } } },
    'variable "admin_password" looks like a secret with a value; declare it as secret(), or, if it is public, list it in publicValues',
  ],
  [
    'a password in clear',
    { variables: { admin_password: 'hunter2' } },
    'variable "admin_password" looks like a secret with a value; declare it as secret(), or, if it is public, list it in publicValues',
  ],
  [
    'a token under an innocent name',
    { variables: { note: `ghp_${'a1B2'.repeat(9)}` } },
    'variable "note" holds what looks like a GitHub token; put it into an environment variable declared with secret(), or, if it is public, list it in publicValues',
  ],
  [
    'an open placeholder',
    { variables: { base: 'https://{{host' } },
    'variable "base" opens a placeholder with {{ that no }} closes',
  ],
  ['an unknown field', { variable: {} }, 'unknown field "variable"; did you mean "variables"?'],
  [
    'an impossible name',
    { variables: { ' a': '' } },
    'variables holds a name that no {{placeholder}} can have: " a"',
  ],
])('refuses an environment with %s', (_, fields, problem) => {
  expect(environmentProblems(fields)).toEqual([problem]);
});
