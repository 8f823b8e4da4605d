/** Opens reports from the disk, in a real browser. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { htmlReport } from '../../../src/report/html/html-report.ts';
import type { RunReport } from '../../../src/report/run-report.ts';

/** Debian's; another one can be named. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(CHROMIUM);

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** A report that somebody has opened. */
interface OpenReport {
  readonly page: Page;
  /** Addresses of everything that was asked for. */
  readonly requested: readonly string[];
  /** What the browser complained about. */
  readonly complaints: readonly string[];
  /** The file's own address. */
  readonly url: string;
}

export class ReportBrowser {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'postsmith-html-'));
  #reports = 0;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<ReportBrowser> {
    return new ReportBrowser(await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS }));
  }

  /** @param hash what stands behind the address */
  async open(report: RunReport, hash = '', options: BrowserContextOptions = {}): Promise<OpenReport> {
    const context = await this.#browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
    const page = await context.newPage();
    const requested: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    this.#reports += 1;
    const file = join(this.#folder, `${this.#reports}.html`);
    writeFileSync(file, htmlReport(report));
    const url = pathToFileURL(file).href;
    await page.goto(`${url}${hash}`);
    if (options.javaScriptEnabled !== false) await page.getByRole('tree').waitFor();
    return { page, requested, complaints, url };
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Waits until bodies can be found too. */
export const search = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('searchbox').fill(text);
  await page.locator('.matches', { hasNotText: 'still' }).waitFor();
};

/** Names of the requests that are listed. */
export const listed = (page: Page): Promise<string[]> =>
  page.locator('[role=treeitem].request .name').allTextContents();
