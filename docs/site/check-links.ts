/** Holds the built site to its links: each leads to a page and an anchor that are there, and no page loads a foreign address. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';

const site = resolve(import.meta.dirname, '../.vitepress/dist');

const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join('/'));
const present = new Set(files);
const read = (file: string): string => readFileSync(join(site, file), 'utf8');

const valuesOf = (html: string, attributes: string): string[] =>
  [...html.matchAll(new RegExp(`\\s(?:${attributes})="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );

const pages = new Map(
  files.filter((file) => file.endsWith('.html')).map((file) => [file, read(file)] as const),
);
const anchors = new Map(
  [...pages].map(([file, html]) => [file, new Set(valuesOf(html, 'id|name'))] as const),
);

const isForeign = (address: string): boolean => /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(address);

/** The file that a path of the site stands for. */
const fileAt = (path: string): string | undefined =>
  [path, `${path}.html`, posix.join(path, 'index.html')].find((file) => present.has(file));

const problemOf = (page: string, href: string): string | undefined => {
  if (/^(?:mailto|data):/.test(href) || isForeign(href)) return undefined;
  const target = new URL(href, `https://site/${page}`);
  const file = fileAt(decodeURI(target.pathname).slice(1));
  if (file === undefined) return `${page} links to ${href}, and there is no such page.`;
  const anchor = decodeURIComponent(target.hash.slice(1));
  if (anchor === '' || anchors.get(file)?.has(anchor) !== false) return undefined;
  return `${page} links to ${href}, and that page has no such anchor.`;
};

const deadLinks = [...pages].flatMap(([page, html]) =>
  [...new Set(valuesOf(html, 'href|src'))].flatMap((href) => problemOf(page, href) ?? []),
);

/** Elements that load what they name; a link that a person follows loads nothing. */
const LOADING = /<(?:script|link|img|iframe|source|video|audio|object|embed|use)\b[^>]*>/g;

const foreignInPages = [...pages].flatMap(([page, html]) =>
  [...html.matchAll(LOADING)]
    .flatMap(([tag]) => valuesOf(tag, 'href|src|srcset|data|poster'))
    .filter(isForeign)
    .map((address) => `${page} loads ${address}.`),
);
const foreignInStyles = files
  .filter((file) => /\.(?:css|html|svg)$/.test(file))
  .flatMap((file) =>
    [...read(file).matchAll(/(?:url\(|@import\s+)\s*["']?((?:https?:)?\/\/[^"')\s]+)/g)].map(
      ([, address = '']) => `${file} loads ${address}.`,
    ),
  );

const problems = [...deadLinks, ...foreignInPages, ...foreignInStyles];
if (pages.size === 0) problems.push('The site has no page.');
for (const problem of problems) console.error(problem);
console.log(`${pages.size} pages, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
