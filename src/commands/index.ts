/** Every command by name. Loading one is put off until it is called: `--help` must be quick. */

import type { Command } from './command.ts';

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** In the order in which `--help` lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'build',
    summary: 'Write the collections and environments of this project to dist/',
    load: async () => (await import('./build.ts')).buildCommand,
  },
  {
    name: 'verify',
    summary: 'Run the collections against a mock of their API and authorization server',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  {
    name: 'login',
    summary: 'Sign in with a browser, for collections that act for a person',
    load: async () => (await import('./login.ts')).loginCommand,
  },
  {
    name: 'run',
    summary: 'Run a collection against the real server',
    load: async () => (await import('./run.ts')).runCommand,
  },
  {
    name: 'keygen',
    summary: 'Make a key for a client, in the forms that providers take, and say what goes where',
    load: async () => (await import('./keygen.ts')).keygenCommand,
  },
  {
    name: 'presets',
    summary: 'List the providers that have a preset, or print the page of one',
    load: async () => (await import('./presets.ts')).presetsCommand,
  },
];
