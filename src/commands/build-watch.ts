/** `postsmith build --watch`: what it says of each change. */

import { PostsmithError } from '../errors.ts';
import type { Loss } from '../model/described.ts';
import { watchProject, type Rebuilt } from '../watch/watch.ts';
import { withFrame } from '../watch/frame.ts';
import type { CommandContext } from './command.ts';
import { tellLosses } from './losses.ts';
import { tellError } from './tell-error.ts';
import { renamedLines, writtenLine } from './written-lines.ts';

/** So many files are named of those that have changed. */
const NAMED = 2;

const tellCauses = (causes: readonly string[]): string => {
  const more = causes.length - NAMED;
  return `${causes.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

const isMap = (path: string): boolean => path.startsWith('dist/script-maps/');

/** What has changed, without the maps that lie beside; those alone, if nothing else has. */
const worthTelling = (written: Rebuilt['written']): Rebuilt['written'] => {
  const changed = written.filter(({ change }) => change !== 'unchanged' && change !== 'kept');
  const files = changed.filter(({ path }) => !isMap(path));
  return files.length > 0 ? files : changed;
};

const tellBuilt = (rebuilt: Rebuilt, context: CommandContext): void => {
  const { causes, written, milliseconds, isMended, isDoubtful } = rebuilt;
  if (isMended) context.talk('Mended.\n');
  const after = causes.length === 0 ? '' : `${tellCauses(causes)}, `;
  const changed = worthTelling(written);
  for (const each of changed) {
    const difference = each.difference === undefined || isMap(each.path) ? '' : `  ${each.difference}`;
    context.out(`${writtenLine(each)}${difference}  (${after}${seconds(milliseconds)})\n`);
  }
  if (changed.length === 0 && ((causes.length > 0 && !isDoubtful) || isMended)) {
    context.talk(`Nothing in dist/ is different.  (${after}${seconds(milliseconds)})\n`);
  }
  for (const line of written.flatMap(renamedLines)) context.talk(line);
};

/** With the code that each problem is about. */
const framed = (failure: unknown, root: string): unknown =>
  failure instanceof PostsmithError
    ? new PostsmithError(failure.code, failure.message, {
        problems: failure.problems.map((problem) => withFrame(problem, root)),
      })
    : failure;

/** Builds and goes on building until the user ends it. */
export const watch = async (context: CommandContext, overwrite: boolean): Promise<void> => {
  let toldLosses = '';
  const tellNewLosses = (losses: readonly Loss[]): void => {
    const text = JSON.stringify(losses);
    if (text !== toldLosses) tellLosses(losses, context);
    toldLosses = text;
  };
  let isFirst = true;
  const tellWatching = (): void => {
    if (isFirst) context.talk('Watching. Ctrl-C ends it.\n');
    isFirst = false;
  };
  await watchProject(context.folder, {
    overwrite,
    signal: context.signal,
    onBuilt: (rebuilt) => {
      tellNewLosses(rebuilt.losses);
      if (isFirst) for (const each of rebuilt.written) context.out(`${writtenLine(each)}\n`);
      else tellBuilt(rebuilt, context);
      tellWatching();
    },
    onFailed: (failure, causes) => {
      if (causes.length > 0) context.talk(`After a change of ${tellCauses(causes)}: `);
      tellError(framed(failure, context.folder), context, []);
      tellWatching();
    },
    onSlow: (file) =>
      context.talk(`${file} has been loading for long. If it never ends, mend it: a change ends it.\n`),
  });
};
