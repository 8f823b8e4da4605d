/** The documentation site: which pages there are, in which order. `site/generate.ts` makes those that come from the sources. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { pageLink } from '../site/links.ts';

const docs = resolve(import.meta.dirname, '..');
const REPOSITORY = 'https://github.com/postsmith/postsmith';

const titleOf = (page: string): string =>
  /^# (.+)$/m.exec(readFileSync(resolve(docs, `${page}.md`), 'utf8'))?.[1]?.replaceAll('`', '') ?? page;

const item = (page: string): DefaultTheme.SidebarItem => ({ text: titleOf(page), link: `/${page}` });

/** Entries for the pages that are there, in the order given. */
const items = (folder: string, names: readonly string[]): DefaultTheme.SidebarItem[] =>
  names
    .map((name) => `${folder}/${name}`)
    .filter((page) => existsSync(resolve(docs, `${page}.md`)))
    .map(item);

const pagesIn = (folder: string): string[] =>
  readdirSync(resolve(docs, folder))
    .filter((file) => file.endsWith('.md') && file !== 'index.md')
    .map((file) => file.slice(0, -'.md'.length))
    .sort();

const FIRST_GUIDES = [
  'postman',
  'own-collection',
  'login',
  'own-provider',
  'own-script',
  'openapi',
  'existing-collection',
  'live-service',
  'identities',
  'secrets',
  'ci',
  'parallel',
  'reports',
  'token',
  'doctor',
];

const sidebar: DefaultTheme.SidebarItem[] = [
  { text: 'First minutes', link: '/' },
  {
    text: 'Guides',
    items: items('guide', [
      ...FIRST_GUIDES,
      ...pagesIn('guide').filter((name) => !FIRST_GUIDES.includes(name)),
    ]),
  },
  {
    text: 'Reference',
    items: items('reference', ['commands', 'postsmith', 'presets', 'openapi', 'tastypie', 'sandbox']),
  },
  {
    text: 'Presets',
    link: '/presets/',
    collapsed: true,
    items: items('presets', pagesIn('presets')),
  },
  { text: 'Errors', link: '/errors/', collapsed: true, items: items('errors', pagesIn('errors')) },
  { text: 'More', items: items('more', ['security', 'contributing', 'changelog']) },
];

export default defineConfig({
  title: 'Postsmith',
  description: 'Postman collections as code that log themselves in.',
  lang: 'en',
  cleanUrls: false,
  metaChunk: true,
  themeConfig: {
    nav: [
      { text: 'Guides', link: '/guide/postman' },
      { text: 'Presets', link: '/presets/' },
      { text: 'Reference', link: '/reference/commands' },
      { text: 'Source', link: REPOSITORY },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
  },
  markdown: {
    config: (md) => {
      // Postman's `{{name}}` is no expression of Vue.
      for (const rule of ['text', 'code_inline'] as const) {
        const render = md.renderer.rules[rule];
        md.renderer.rules[rule] = (...parameters) =>
          (render?.(...parameters) ?? '').replaceAll('{{', '&#123;&#123;');
      }
      // A picture is made with the site, so in the repository, where the guides are read as well, it is a comment.
      const { html_block: block } = md.renderer.rules;
      md.renderer.rules.html_block = (tokens, index, ...rest) =>
        (block?.(tokens, index, ...rest) ?? '').replace(
          /<!-- picture (\w+): (.+) -->/,
          '<div class="terminal" tabindex="0"><img src="/pictures/$1.svg" alt="$2"></div>',
        );
      md.core.ruler.push('links', ({ tokens, env }) => {
        for (const { children } of tokens)
          for (const token of children ?? []) {
            const href = token.type === 'link_open' ? token.attrGet('href') : null;
            if (href !== null) token.attrSet('href', pageLink(href, env.relativePath, REPOSITORY));
          }
      });
    },
  },
});
