/** Runs `postsmith build --watch` as the program that a user starts, and waits for what it says. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

/** Milliseconds; a machine may be busy. */
const LONGEST = 55_000;

export class Watching {
  readonly #child;
  readonly #ended: Promise<number | null>;
  #code: number | null | undefined;
  #said = '';

  constructor(folder: string) {
    this.#child = spawn(process.execPath, [CLI, 'build', '--watch'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        this.#code = code;
        resolve(code);
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All that it said since this was asked last. */
  said(): string {
    const said = this.#said;
    this.#said = '';
    return said;
  }

  /** Waits until it says something that matches, and returns all that it said since `said`. */
  async saying(pattern: RegExp): Promise<string> {
    const begun = performance.now();
    while (!pattern.test(this.#said)) {
      if (this.#code !== undefined) throw new Error(`It has ended with ${this.#code}:\n${this.#said}`);
      if (performance.now() - begun > LONGEST) throw new Error(`It never said ${pattern}:\n${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.said();
  }

  /** Sends a signal; resolves with the exit code. */
  end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }
}
