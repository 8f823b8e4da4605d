/** Every command by name. Loading one is put off until it is called: `--help` must be quick. */

import type { CommandEntry, CommandModule } from './command.ts';

const entry = (name: string, summary: string, load: () => Promise<CommandModule>): CommandEntry => ({
  name,
  summary,
  load: async () => ({ ...(await load()), summary }),
});

/** In the order in which `--help` lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  entry(
    'init',
    'Make a new project of a preset, an OpenAPI document or an exported collection',
    async () => (await import('./init.ts')).initCommand,
  ),
  entry(
    'build',
    'Write the collections and environments of this project to dist/',
    async () => (await import('./build.ts')).buildCommand,
  ),
  entry(
    'verify',
    'Run the collections against a mock of their API and authorization server',
    async () => (await import('./verify.ts')).verifyCommand,
  ),
  entry(
    'login',
    'Sign in with a browser, for collections that act for a person',
    async () => (await import('./login.ts')).loginCommand,
  ),
  entry('run', 'Run a collection against the real server', async () => (await import('./run.ts')).runCommand),
  entry(
    'report',
    'Make one report of those of the parts of a run',
    async () => (await import('./report.ts')).reportCommand,
  ),
  entry(
    'token',
    'Print an access token, for curl and whatever else sends requests',
    async () => (await import('./token.ts')).tokenCommand,
  ),
  entry(
    'doctor',
    'Examine a login step by step, and say the first thing that is wrong',
    async () => (await import('./doctor.ts')).doctorCommand,
  ),
  entry(
    'import',
    'Make an exported collection, an OpenAPI document or a live service a source of this project',
    async () => (await import('./import.ts')).importCommand,
  ),
  entry(
    'inject',
    'Let an exported collection log itself in, in place of the login that it has',
    async () => (await import('./inject.ts')).injectCommand,
  ),
  entry(
    'check',
    'Say whether a collection file is what its sources say, and whose login is inside',
    async () => (await import('./check.ts')).checkCommand,
  ),
  entry(
    'keygen',
    'Make a key for a client, in the forms that providers take, and say what goes where',
    async () => (await import('./keygen.ts')).keygenCommand,
  ),
  entry(
    'presets',
    'List the providers that have a preset, or print the page of one',
    async () => (await import('./presets.ts')).presetsCommand,
  ),
  entry(
    'completion',
    'Print a script with which bash, zsh or fish completes commands, options and names',
    async () => (await import('./completion.ts')).completionCommand(COMMANDS),
  ),
];
