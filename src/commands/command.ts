/** A command is a data object: what `--help` prints, what the command line may hold, and what it does. */

import type { Readable, Writable } from 'node:stream';
import type { Redactor } from '../report/redact.ts';

/** An option `--name VALUE`, or `--name` when it has no value. */
export interface OptionSpec {
  readonly name: string;
  /** A name that it had once, and that is still understood. */
  readonly formerly?: string;
  readonly short?: string;
  /**
   * What the value is called in `--help`; absent for a switch. The name says what shells complete: `<collection>`, `<environment>`,
   * `<folder>` of a collection, `<engine>`, `<preset>`, `<algorithm>`, `<file>`, `<document>`, `<x.json>`, `<directory>`, or the words
   * themselves, `<bash|zsh|fish>`.
   */
  readonly value?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  readonly description: string;
}

/** What a command was given. */
export interface CommandInput {
  readonly positionals: readonly string[];
  /** Values by option name, in the order given; a switch that was given has `['']`. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** A person at a terminal, who can be asked. */
export interface Person {
  readonly input: Readable;
  readonly output: Writable;
  /** Ends the program as Ctrl-C does, which is a key like any other while a question waits. */
  leave(): void;
}

/** The world of a command: it prints and ends only through this. */
export interface CommandContext {
  /** The project folder: absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Prints to stdout: data. */
  out(text: string): void;
  /** Prints to stderr: talk. */
  talk(text: string): void;
  /**
   * Prints a credential to stdout, on purpose and as it is: the one text that no redactor looks at. `postsmith token` alone
   * calls it, with what the user has asked for and nothing else.
   */
  reveal(text: string): void;
  /** From now on a signal to this process goes there and does not end it: what runs in its place decides. */
  passSignals(receive: (signal: NodeJS.Signals) => void): void;
  /** Everything else that is printed goes through it. */
  readonly redactor: Redactor;
  readonly terminal: {
    /** stderr is a terminal: progress may overwrite itself. */
    readonly interactive: boolean;
    /** Colours on stdout. */
    readonly colours: boolean;
    /** Characters per line. */
    readonly width: number;
  };
  /** Whom to ask; nobody where stdin or stderr is no terminal. */
  person?(): Person | undefined;
  /** Aborts when the user ends the program. */
  readonly signal: AbortSignal;
}

/** What somebody may want of a command, and what they type for it. */
interface Example {
  /** A full sentence without a full stop. */
  readonly what: string;
  /** As it is typed: `postsmith build --check`. A test reads it as the command line is read. */
  readonly command: string;
}

/** What the file of a command exports. */
export interface CommandModule {
  readonly name: string;
  /**
   * What follows the name in the usage line: `<collection> -e <environment>`. Each line is a way to call it; its values are called
   * as those of options are, with … where there may be several.
   */
  readonly parameters: string;
  /**
   * Paragraphs for `--help`, with an empty line between them. `--help` breaks their lines to the terminal's width, but for
   * what is between backticks.
   */
  readonly description: string;
  /** What the exit codes mean, without a full stop. 1 stands here where the answer can be no; 3 is the same for all. */
  readonly exitCodes: { readonly 0: string; readonly 1?: string; readonly 2: string };
  readonly examples: readonly [Example, ...Example[]];
  /**
   * With `prints`, the command has the option `--json`: `prints` says which document stdout gets, without a full stop. `none`
   * says why there is no such option.
   */
  readonly json: { readonly prints: string } | { readonly none: string };
  /** Without --json and --help, which are added. */
  readonly options: readonly OptionSpec[];
  /** How many positional arguments it takes at most. */
  readonly maxPositionals: number;
  /**
   * @returns the exit code: 0 done, 1 the answer is no; that of a program that the command has run in its place.
   * @throws PostsmithError
   */
  run(input: CommandInput, context: CommandContext): Promise<number>;
}

/** A command with what the list of commands says of it. */
export interface Command extends CommandModule {
  /** One sentence without a full stop. */
  readonly summary: string;
}

/** A command in the list of all, which is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}
