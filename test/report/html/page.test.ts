/** What people do with the page of a report: look at failures, filter, search, follow a link, use the keyboard. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ReportBrowser, hasBrowser, listed, search } from './report-browser.ts';
import { request, reportOf } from './sample-report.ts';
import { sampleRun } from './sample-run.ts';

describe.skipIf(!hasBrowser)('the page of a report', () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.start();
  });
  afterAll(() => browser.close());

  test('tells in its head how the run went, in words', async () => {
    const { page } = await browser.open(sampleRun());
    expect(await page.title()).toBe('✗ Orders – run report');
    const head = await page.getByRole('banner').innerText();
    expect(head).toContain('Failed: 5 failures with 3 causes');
    for (const fact of [
      /Requests\s+25/,
      /Skipped\s+2/,
      /Token requests\s+2/,
      /Iterations\s+2/,
      /newman 6\.2\.2/,
    ]) {
      expect(head).toMatch(fact);
    }
  });

  test('shows each cause once before the list, with the place in the sources, the request and the response', async () => {
    const { page } = await browser.open(sampleRun());
    const titles = await page.locator('h2').allTextContents();
    expect(titles).toEqual(['Timeline', 'Failures by cause (3)', 'Requests']);
    const causes = page.getByRole('article');
    expect(await causes.count()).toBe(3);
    const first = causes.first();
    await first.locator('.glance').first().waitFor();
    const text = await first.innerText();
    expect(text).toContain('The total is the sum of the lines');
    expect(text).toContain('2 times');
    expect(text).toContain('scripts/post-response/store-order.ts:14:27');
    expect(text).toContain("> 14 |   pm.expect(order.total, 'total').to.equal(sumOf(order.lines));");
    expect(text).toContain('GET https://api.shop.example/v2/orders/5f0c9a52-8d0e-4a2a-9c8d-1b7f2f6f20aa');
    expect(text).toContain('"currency": "EUR"');
    // The frame says it already.
    expect(text).not.toContain('in scripts/');
    expect(await causes.nth(2).innerText()).toContain('start the server, or correct reports_host');
  });

  test('opens a request out of a failure, and comes back to where one was', async () => {
    const { page } = await browser.open(sampleRun());
    const failure = page.getByRole('article').nth(1).getByRole('button', { name: 'Pay' }).first();
    await failure.focus();
    await page.keyboard.press('Enter');
    const detail = page.getByRole('complementary', { name: 'Pay' });
    await detail.getByText('payment provider did not respond').waitFor();
    expect(await detail.innerText()).toContain('expected 500 to be a number from 200 to 299');
    await page.keyboard.press('Escape');
    expect(await page.locator('#detail').isVisible()).toBe(false);
    expect(await failure.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  test('filters by outcome, method and status, and counts what is left', async () => {
    const { page } = await browser.open(sampleRun());
    const chip = (name: string) => page.getByRole('button', { name });
    await chip('Failed').click();
    expect(await listed(page)).toEqual(['Show the order', 'Pay', 'Show the order', 'Pay', 'Daily totals']);
    await chip('Flaky').click();
    expect(await listed(page)).toEqual(['List customers']);
    await chip('Skipped').click();
    expect(await listed(page)).toEqual(['Close the account', 'Close the account']);
    await chip('All').click();
    await page.getByLabel('Status').selectOption('No response');
    expect(await listed(page)).toEqual(['Close the account', 'Close the account', 'Daily totals']);
    await page.getByLabel('Status').selectOption('2xx');
    await page.getByLabel('Method').selectOption('POST');
    expect(await listed(page)).toEqual(['Create an order', 'Create an order']);
    await page.getByLabel('Status').selectOption('5xx');
    expect(await listed(page)).toEqual(['Pay', 'Pay']);
    expect(await chip('Failed').innerText()).toMatch(/2$/);
    await page.getByRole('status').getByText('2 of 27 requests match').waitFor();
  });

  test.each([
    ['a name', 'SEARCH ITEMS', ['Search items', 'Search items']],
    ['an address', 'limit=5', ['List customers', 'List customers']],
    ['a message', 'ECONNREFUSED', ['Daily totals']],
    ['a body', 'ada núñez', ['Show a customer', 'Show a customer']],
    ['a console line', 'deprecated since 2.4', ['Create an order', 'Create an order']],
    ['a token request', 'oauth2/token', ['List orders', 'Show a customer']],
    ['what is not there', 'zebra', []],
  ])('finds %s', async (_what, text, names) => {
    const { page } = await browser.open(sampleRun());
    await search(page, text);
    expect(await listed(page)).toEqual(names);
  });

  test('marks what was searched for in the open request, also in headers that were folded', async () => {
    const { page } = await browser.open(sampleRun(), '#search=x-tenant&request=1');
    const marked = "[...(CSS.highlights.get('found') ?? [])].map((range) => range.toString()).join()";
    await expect.poll(() => page.evaluate(marked)).toBe('X-Tenant,X-Tenant');
    expect(await page.getByRole('rowheader', { name: 'X-Tenant' }).first().isVisible()).toBe(true);
    await search(page, '');
    expect(await page.evaluate(marked)).toBe('');
  });

  test('shows few of many failures and causes, and the others when they are asked for', async () => {
    const sent = { seed: 1, start: 0, duration: 5, method: 'GET', url: 'https://api.example/a', status: 200 };
    const requests = Array.from({ length: 30 }, (_, seed) => request({ ...sent, seed }, [`Request ${seed}`]));
    const failures = requests.map(({ path }, row) => {
      const cause = row < 12 ? 0 : row;
      return { path, source: `Check ${cause}`, message: 'no', request: row };
    });
    const { page } = await browser.open(reportOf(requests, failures));
    const causes = page.getByRole('article');
    expect(await causes.count()).toBe(10);
    await page.getByRole('button', { name: 'Show 9 more causes' }).click();
    expect(await causes.count()).toBe(19);
    expect(await causes.first().getByRole('listitem').count()).toBe(4);
    await page.getByRole('button', { name: 'Show 8 more failures' }).click();
    expect(await causes.first().getByRole('listitem').count()).toBe(12);
    expect(await page.locator(':focus').innerText()).toContain('Request 4');
  });

  test('keeps what one looks at in its address, so that a link leads there', async () => {
    const { page, url } = await browser.open(sampleRun());
    await search(page, 'núñez');
    await page.getByRole('treeitem', { name: 'Show a customer' }).first().click();
    const hash = await page.evaluate('location.hash');
    expect(hash).toBe('#search=n%C3%BA%C3%B1ez&request=6');
    const { page: other } = await browser.open(sampleRun(), String(hash));
    await other.getByRole('complementary', { name: 'Show a customer' }).waitFor();
    expect(await other.getByRole('searchbox').inputValue()).toBe('núñez');
    await other.close();
    await page.goBack();
    await page.locator('#detail').waitFor({ state: 'hidden' });
    expect(page.url().startsWith(url)).toBe(true);
  });

  test('ignores an address that leads nowhere', async () => {
    for (const hash of [
      '#request=999',
      '#request=-1',
      '#request=x',
      '#%',
      '#outcome=odd&request=1e9',
      '#__proto__=1',
    ]) {
      const { page, complaints } = await browser.open(sampleRun(), hash);
      expect(await page.locator('#detail').isVisible(), hash).toBe(false);
      expect(complaints, hash).toEqual([]);
      await page.context().close();
    }
  });

  test('is used with the keyboard alone', async () => {
    const { page } = await browser.open(sampleRun());
    const active = () => page.locator('.active').getAttribute('aria-label');
    await page.keyboard.press('/');
    await page.keyboard.type('stock');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toContain('Iteration 1, 6 requests');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByRole('treeitem', { name: 'Stock' }).first().getAttribute('aria-expanded')).toBe(
      'false',
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toContain('List items');
    const tree = page.getByRole('tree');
    expect(await page.locator(`#${await tree.getAttribute('aria-activedescendant')}`).innerText()).toContain(
      'List items',
    );
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').innerText()).toBe('List items');
    await page.keyboard.press('Escape');
    expect(await page.locator(':focus').getAttribute('role')).toBe('tree');
    await page.keyboard.press('End');
    expect(await active()).toContain('Release');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  test('shows the next request while one goes through the list beside it', async () => {
    const { page } = await browser.open(sampleRun(), '#request=1');
    await page.getByRole('tree').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('complementary', { name: 'Create an order' }).getByText('stored order_id').waitFor();
    await page.getByRole('button', { name: 'Next request' }).click();
    await page.getByRole('complementary', { name: 'Show the order' }).waitFor();
  });

  test('shows token requests in the timeline, in a list, and with the request whose script sent them', async () => {
    const { page } = await browser.open(sampleRun());
    expect(await page.getByRole('img').getAttribute('aria-label')).toBe(
      'Timeline of 4.89 s: 27 requests, 5 failed, 2 token requests',
    );
    const tokens = page.getByRole('region', { name: 'Timeline' }).getByRole('button');
    expect(await tokens.count()).toBe(2);
    await tokens.first().click();
    const sent = page.locator('#detail .by-script');
    await sent.locator('> summary').click();
    expect(await sent.innerText()).toMatch(
      /grant_type\s+client_credentials\s+scope\s+orders:read orders:write/,
    );
  });

  test('opens the request at which one points in the timeline', async () => {
    const { page } = await browser.open(sampleRun());
    const canvas = page.getByRole('img');
    const width = (await canvas.boundingBox())?.width ?? 0;
    await canvas.hover({ position: { x: width - 12, y: 70 } });
    expect(await page.locator('.tip').innerText()).toBe('GET Daily totals · no response · 31 ms');
    await canvas.click({ position: { x: width - 12, y: 70 } });
    await page.getByRole('complementary', { name: 'Daily totals' }).waitFor();
  });

  test('lays JSON out without touching a digit, copies it so, and says where a body was cut', async () => {
    const text = '{"id":12345678901234567890,"a":[],"b":[1.0,{"c":"x\\"}"}],"d":"unfini';
    const sent = { seed: 1, start: 0, duration: 5, method: 'GET', url: 'https://api.example/a', status: 200 };
    const whole = request({ ...sent, received: text }, ['One']);
    const { exchange } = whole;
    const report = reportOf([
      {
        ...whole,
        ...(exchange && {
          exchange: { ...exchange, responseBody: { size: 90_000, type: 'application/json', text } },
        }),
      },
    ]);
    const { page } = await browser.open(report, '#request=1', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const laidOut =
      '{\n  "id": 12345678901234567890,\n  "a": [],\n  "b": [\n    1.0,\n    {\n      "c": "x\\"}"\n    }\n  ],\n  "d": "unfini';
    expect(await page.locator('#detail pre.json').textContent()).toBe(laidOut);
    expect(await page.locator('#detail .cut').innerText()).toBe(
      'application/json · only the first 68 B of 87.9 KB',
    );
    await page.getByRole('button', { name: 'Copy Response body' }).click();
    await page.getByText('Response body copied').waitFor({ state: 'attached' });
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(laidOut);
  });
});
