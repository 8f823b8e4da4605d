/** What is said while a run goes on: a counter that overwrites itself on a terminal, one line per step elsewhere. */

import type { RequestReport } from './run-report.ts';

/** Says how far a run is. */
export interface Progress {
  /** A run begins; `total` requests are expected. */
  start(title: string, total: number): void;
  request(request: RequestReport): void;
  /** A line that stays on the screen, with what goes on below it. */
  say(line: string): void;
  /** Something else than a request is going on. */
  note(what: string): void;
  /** The run has ended; what is said of it stays on the screen. */
  end(summary: string): void;
}

interface ProgressOutput {
  talk(text: string): void;
  /** True on a terminal that understands "carriage return" and "erase line". */
  readonly interactive: boolean;
  /** Characters per line. */
  readonly width: number;
}

const ERASE = '\r\u001B[K';

/** Progress of one run after another. */
export const createProgress = ({ talk, interactive, width }: ProgressOutput): Progress => {
  let title = '';
  let total = 0;
  let done = 0;
  const status = (name: string): string => `${title}  ${done}/${Math.max(total, done)}  ${name}`;
  return {
    start(newTitle, newTotal) {
      title = newTitle;
      total = newTotal;
      done = 0;
      talk(interactive ? `${ERASE}${status('').slice(0, width - 1)}` : `${title} …\n`);
    },
    request({ path }) {
      done += 1;
      if (interactive) talk(`${ERASE}${status(path.join(' › ')).slice(0, width - 1)}`);
    },
    say(line) {
      talk(interactive ? `${ERASE}${line}\n` : `${line}\n`);
      if (interactive) talk(status('').slice(0, width - 1));
    },
    note(what) {
      if (interactive) talk(`${ERASE}${title}  ${what}`.slice(0, ERASE.length + width - 1));
    },
    end(summary) {
      talk(interactive ? `${ERASE}${title}  ${summary}\n` : `${title}: ${summary}\n`);
    },
  };
};
