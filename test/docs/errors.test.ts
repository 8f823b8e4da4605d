/** Every error code has its page. */

import { expect, test } from 'vitest';
import { readPage, pages } from './pages.ts';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const source = readFileSync(resolve(import.meta.dirname, '../../src/errors.ts'), 'utf8');
const codes = [...source.matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(([, code = '']) => code).sort();
const errorPages = pages.filter((page) => page.startsWith('docs/errors/') && !page.endsWith('/index.md'));

test('every code has its page, and every page a code', () => {
  expect(codes.length).toBeGreaterThan(5);
  const expected = codes.map((code) => `docs/errors/${code.toLowerCase().replaceAll('_', '-')}.md`);
  expect(errorPages.toSorted()).toEqual(expected.toSorted());
});

test('a page says what the code means, what causes it, and how to mend that', () => {
  for (const page of errorPages) {
    const text = readPage(page);
    const code = page.slice('docs/errors/'.length, -'.md'.length).toUpperCase().replaceAll('-', '_');
    expect(text.startsWith(`# ${code}\n\n`), page).toBe(true);
    expect(text.match(/^## .*$/gm), page).toEqual(['## Causes', '## Mending']);
  }
});
