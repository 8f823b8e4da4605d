/**
 * Opens every page of the built site in a browser, as wide as a phone: nothing scrolls sideways, nothing fails, and no
 * address but the site's own is asked for. `check-pages FOLDER` saves pictures of some pages, for people to look at.
 */

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const site = resolve(import.meta.dirname, '../.vitepress/dist');
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const SHOWN = [
  'index.html',
  'guide/own-collection.html',
  'guide/reports.html',
  'presets/okta.html',
  'reference/postsmith.html',
];
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const pages = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
  .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();

const server = createServer((request, response) => {
  try {
    const path = decodeURI(new URL(request.url ?? '/', 'http://site').pathname);
    const body = readFileSync(join(site, path));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});

const origin = await new Promise<string>((done) => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    done(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  });
});

/** What is wrong with the pages, as a phone shows them. */
const checkPages = async (browser: Browser): Promise<string[]> => {
  const problems: string[] = [];
  const page = await browser.newPage({ viewport: PHONE });
  let name = '';
  page.on('pageerror', (error) => problems.push(`${name}: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) problems.push(`${name} asks for ${url}.`);
  });
  page.on('response', (response) => {
    if (response.status() !== 200) problems.push(`${name}: ${response.url()} is missing.`);
  });
  for (name of pages) {
    await page.goto(`${origin}/${name}`, { waitUntil: 'load' });
    const width = await page.evaluate<number>('document.scrollingElement.scrollWidth');
    if (width > PHONE.width) problems.push(`${name} is ${width} px wide, and a phone ${PHONE.width} px.`);
  }
  return problems;
};

const savePictures = async (browser: Browser, folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const)
    for (const viewport of [PHONE, DESKTOP]) {
      const page = await browser.newPage({ viewport, colorScheme });
      for (const name of SHOWN) {
        await page.goto(`${origin}/${name}`, { waitUntil: 'networkidle' });
        const file = `${name.replace('.html', '').replaceAll('/', '-')}-${viewport.width}-${colorScheme}.png`;
        await page.screenshot({ path: join(folder, file), fullPage: viewport === PHONE });
      }
      await page.close();
    }
};

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const problems = await checkPages(browser);
  for (const problem of problems) console.error(problem);
  console.log(`${pages.length} pages at ${PHONE.width} px, ${problems.length} problems`);
  if (problems.length > 0 || pages.length === 0) process.exitCode = 1;
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) await savePictures(browser, folder);
} finally {
  await browser.close();
  server.close();
}
