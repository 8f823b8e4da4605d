/** What servers, scripts and files may put into a report: it stays text, whatever it is, and the page talks to nobody. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../../src/report/run-report.ts';
import { ReportBrowser, hasBrowser, search } from './report-browser.ts';
import { exchange, reportOf, request } from './sample-report.ts';
import { sampleRun } from './sample-run.ts';

const HOSTILE = [
  '</script><script>globalThis.hit=1</script>',
  '<img src=https://evil.example/x onerror="globalThis.hit=1">',
  '<svg onload=globalThis.hit=1>',
  '"><a href="javascript:globalThis.hit=1">here</a>',
  "' onmouseover='globalThis.hit=1",
  '</style></title></noscript><!--<script>',
  '${globalThis.hit=1}{{globalThis.hit=1}}',
  'line\u2028separator\u2029end',
  'turn\u202Eright\u2066 to left',
  '\u001B[31mred\u001B[0m \u001B]8;;https://evil.example\u0007link',
  'nul\0 bell\u0007 half\uD800',
  '__proto__',
];

/** Each of these texts everywhere. */
const hostileReport = (): RunReport => {
  const requests = HOSTILE.map((text, seed) => {
    const sent = {
      seed,
      start: seed * 10,
      duration: 5,
      method: text,
      url: `https://api.example/${text}`,
      status: 200,
    };
    const whole = exchange({ ...sent, statusText: text, sent: text, received: text });
    const foreign = {
      ...whole,
      requestHeaders: [{ name: text, value: text }],
      responseHeaders: [{ name: text, value: text }],
      requestBody: {
        size: 9,
        type: 'application/x-www-form-urlencoded',
        text: `${encodeURIComponent('\u202E<b>')}=${text}`,
      },
    };
    return request(sent, [text, text], {
      assertions: [{ name: text, outcome: 'failed', message: text }],
      console: [{ level: text, text }],
      exchange: foreign,
      sentByScripts: [{ ...foreign, url: `javascript:${text}` }],
    });
  });
  const failures = HOSTILE.map((text, index) => ({
    path: [text, text],
    source: text,
    message: text,
    place: { file: text, line: 1, column: 2, code: text },
    request: index,
  }));
  return {
    ...reportOf(requests, failures),
    collection: HOSTILE.join(' '),
    engine: HOSTILE.join(' '),
    startedAt: HOSTILE.join(' '),
  };
};

describe.skipIf(!hasBrowser)('a report of hostile texts', () => {
  let browser: ReportBrowser;
  beforeAll(async () => {
    browser = await ReportBrowser.start();
  });
  afterAll(() => browser.close());

  test('shows them as text, runs nothing of them, and asks for nothing', async () => {
    const { page, requested, complaints, url } = await browser.open(hostileReport());
    for (const [index] of HOSTILE.entries()) {
      await page.evaluate(`location.hash = '#request=${index + 1}'`);
      await page.locator('#detail .console').waitFor();
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    }
    expect(await page.evaluate('globalThis.hit')).toBe(undefined);
    expect(await page.locator('img, svg, a, iframe, b, form, object, embed').count()).toBe(0);
    expect(await page.locator('body script:not([type])').count()).toBe(1);
    expect(
      await page.evaluate(
        "document.querySelectorAll('[style*=url], [onerror], [onload], [onmouseover]').length",
      ),
    ).toBe(0);
    expect(complaints).toEqual([]);
    expect(requested).toEqual([url]);
  });

  test('shows a sign for what would act unseen', async () => {
    const { page } = await browser.open(hostileReport(), '#request=11');
    const text = await page.locator('#detail').innerText();
    expect(text).toContain('nul␀ bell␇ half\uFFFD');
    const everything = String(await page.evaluate('document.documentElement.innerText'));
    expect(everything).toContain('turn⟨U+202E⟩right⟨U+2066⟩ to left');
    expect(everything).toContain('red link');
    // What was percent-encoded in a form too.
    expect(text).toContain('⟨U+202E⟩<b>');
    // oxlint-disable-next-line no-control-regex
    expect(everything).not.toMatch(/[\0-\u0008\u000E-\u001F\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
  });

  test('finds them as they are shown', async () => {
    const { page } = await browser.open(hostileReport());
    await search(page, '<img src=https://evil');
    expect(await page.getByRole('treeitem').filter({ hasText: 'onerror' }).count()).toBeGreaterThan(0);
  });

  test('has a policy by which nothing else could run, be loaded or be sent', async () => {
    const { page, complaints, requested } = await browser.open(sampleRun());
    const injected = String(
      await page.evaluate(`(() => {
        const results = [];
        const attempt = (act) => { try { act(); results.push('done'); } catch (error) { results.push(error.name); } };
        attempt(() => { document.body.innerHTML = '<p>'; });
        const script = document.createElement('script');
        attempt(() => { script.text = 'globalThis.hit = 1'; });
        const image = new Image();
        image.src = 'http://127.0.0.1:9/image';
        document.body.append(image);
        return results.join();
      })()`),
    );
    expect(injected).toBe('TypeError,TypeError');
    const sent = "fetch('http://127.0.0.1:9/data').then(() => 'sent', () => 'refused')";
    expect(await page.evaluate(sent)).toBe('refused');
    expect(complaints.join('\n')).toContain('Content Security Policy');
    expect(
      requested.filter((url) => !url.startsWith('file:') && !url.startsWith('http://127.0.0.1:9/')),
    ).toEqual([]);
  });

  test('can be read in its head without JavaScript, which is told', async () => {
    const { page } = await browser.open(sampleRun(), '', { javaScriptEnabled: false });
    const text = await page.locator('body').innerText();
    expect(text).toContain('Failed: 5 failures with 3 causes');
    expect(text).toContain('need JavaScript to be shown');
  });
});
