/** How the page of a report behaves on screens of every size, in both colours, on paper, and with very many requests. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReportBrowser, hasBrowser, listed, search } from './report-browser.ts';
import { bigReport, reportOf, request } from './sample-report.ts';
import { sampleRun } from './sample-run.ts';

const PHONE = { viewport: { width: 390, height: 844 } };

const overflow = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const paper = (page: Page): Promise<unknown> =>
  page.evaluate('getComputedStyle(document.documentElement).backgroundColor');

describe.skipIf(!hasBrowser)('the layout of a report', () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.start();
  });
  afterAll(() => browser.close());

  test('fits a phone without scrolling sideways, also where words are endless', async () => {
    const endless = 'endless'.repeat(60);
    const sent = {
      seed: 1,
      start: 0,
      duration: 5,
      method: 'GET',
      url: `https://api.example/${endless}`,
      status: 200,
    };
    const long = request({ ...sent, received: `{"${endless}":"${endless}"}` }, [endless, endless], {
      console: [{ level: 'log', text: endless }],
    });
    const failure = { path: [endless, endless], source: endless, message: endless, request: 0 };
    const place = { file: `${endless}.ts`, line: 1, column: 1, code: endless };
    const report = { ...reportOf([long], [{ ...failure, place }]), collection: endless };
    for (const [run, hash] of [
      [sampleRun(), ''],
      [sampleRun(), '#request=4'],
      [report, ''],
      [report, '#request=1'],
    ] as const) {
      const { page } = await browser.open(run, hash, PHONE);
      await page.locator('.glance').first().waitFor({ state: 'attached' });
      expect(await overflow(page)).toBe(0);
      await page.context().close();
    }
  });

  test('covers the list with a request on a phone, so that nothing below can be reached', async () => {
    const { page } = await browser.open(sampleRun(), '', PHONE);
    await page.getByRole('treeitem', { name: 'Pay' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Pay' });
    expect((await dialog.boundingBox())?.width).toBe(390);
    const reachable = "document.querySelector('.tree').focus(), document.activeElement.className";
    expect(await page.evaluate(reachable)).not.toBe('tree');
    await page.getByRole('button', { name: 'Close request' }).click();
    expect(await page.evaluate(reachable)).toBe('tree');
  });

  test('is dark where the system is, until somebody chooses, and remembers it', async () => {
    const { page: light } = await browser.open(sampleRun(), '', { colorScheme: 'light' });
    const { page: dark } = await browser.open(sampleRun(), '', { colorScheme: 'dark' });
    const [lightPaper, darkPaper] = [await paper(light), await paper(dark)];
    expect(lightPaper).not.toBe(darkPaper);
    await light.getByRole('button', { name: 'Change to dark colours' }).click();
    expect(await paper(light)).toBe(darkPaper);
    await light.reload();
    await light.getByRole('tree').waitFor();
    expect(await paper(light)).toBe(darkPaper);
    expect(await light.getByRole('button', { name: 'Change to light colours' }).count()).toBe(1);
  });

  test('changes colours also where the browser keeps nothing', async () => {
    const { page, complaints } = await browser.open(sampleRun());
    await page.addInitScript(
      "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('denied'); } })",
    );
    await page.reload();
    await page.getByRole('button', { name: 'Change to dark colours' }).click();
    await page.getByRole('button', { name: 'Change to light colours' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'has texts with enough contrast in %s colours',
    async (colorScheme) => {
      const { page } = await browser.open(sampleRun(), '', { colorScheme });
      // WCAG 2.2, 1.4.3
      const contrasts = `(() => {
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const hex = style.getPropertyValue('--' + name).trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
        const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
        const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      return ['ink', 'soft', 'bad', 'good', 'warn', 'token', 'string', 'literal'].flatMap((text) =>
        ['paper', 'card', 'hover', 'bad-tint', 'token-tint'].map((ground) => {
          const [a, b] = [light(text), light(ground)].sort((one, other) => other - one);
          return [text + ' on ' + ground, (a + 0.05) / (b + 0.05)];
        }));
    })()`;
      const all = await page.evaluate<[string, number][]>(contrasts);
      expect(all).toHaveLength(40);
      expect(all.filter(([, contrast]) => contrast < 4.5)).toEqual([]);
    },
  );

  test('moves nothing where people want no motion', async () => {
    const { page } = await browser.open(sampleRun(), '', { reducedMotion: 'reduce' });
    const moving =
      "[...document.querySelectorAll('*')].filter((each) => { const style = getComputedStyle(each); return style.transitionDuration !== '0s' || style.animationName !== 'none'; }).length";
    expect(await page.evaluate(moving)).toBe(0);
  });

  test('prints all requests in light colours, and no controls', async () => {
    const { page } = await browser.open(bigReport(300), '', { colorScheme: 'dark' });
    expect((await listed(page)).length).toBeLessThan(100);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await listed(page)).toHaveLength(300);
    expect(await page.getByRole('searchbox').isVisible()).toBe(false);
    expect(await paper(page)).toBe('rgb(251, 250, 248)');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect((await listed(page)).length).toBeLessThan(100);
  });

  test('draws of 5,000 requests only those in sight, and finds and opens any of them', async () => {
    const { page, complaints, requested } = await browser.open(bigReport(5000));
    expect(await page.locator('[role=treeitem]').count()).toBeLessThan(80);
    await page.getByRole('tree').focus();
    await page.keyboard.press('End');
    expect(await page.locator('.active').getAttribute('aria-label')).toContain('List orders 5000');
    await search(page, 'list orders 4321');
    expect(await listed(page)).toEqual(['List orders 4321']);
    await page.getByRole('treeitem', { name: 'List orders 4321' }).click();
    await page.getByRole('complementary', { name: 'List orders 4321' }).locator('pre.json').waitFor();
    await search(page, '');
    await page.getByRole('button', { name: 'Failed' }).click();
    await page.getByRole('status').getByText('50 of 5,000 requests match').waitFor();
    expect(complaints).toEqual([]);
    expect(requested).toHaveLength(1);
  });

  test('leads by a link to a request far down the list', async () => {
    const { page } = await browser.open(bigReport(2000), '#request=1777');
    const line = page.getByRole('treeitem', { name: 'List orders 1777', selected: true });
    await line.waitFor();
    await expect.poll(async () => (await line.boundingBox())?.y ?? -1).toBeGreaterThan(0);
    expect((await line.boundingBox())?.y).toBeLessThan(900);
  });
});
