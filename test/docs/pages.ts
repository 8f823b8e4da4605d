/** The texts that people read: README, what stands beside it, and the guides. */

import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Block {
  /** File and number of the block in it. */
  readonly place: string;
  readonly language: string;
  readonly code: string;
}

const pagesIn = (folder: string): string[] =>
  readdirSync(resolve(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);

/** Paths of all texts, from the repository's root. */
export const pages: readonly string[] = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...pagesIn('docs/guide'),
  ...pagesIn('docs/errors'),
];

export const readPage = (page: string): string => readFileSync(resolve(root, page), 'utf8');

/** The blocks of code of all texts. */
export const blocks: readonly Block[] = pages.flatMap((page) =>
  [...readPage(page).matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language = '', code = ''], index) => ({
    place: `${page}, block ${index + 1}`,
    language,
    code,
  })),
);
