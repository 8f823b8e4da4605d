/** `postsmith login` with a real browser, on the embedded server's own pages. */

import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { createPersonProject, logInWith, type PersonProject } from './person-project.ts';

/** Debian's; another one can be named. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isThere = existsSync(CHROMIUM);
const title = isThere
  ? 'in Chromium'
  : `in Chromium, which is not there (${CHROMIUM}; \`apt-get install chromium\`)`;

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Browser;
let server: PersonServer;
let project: PersonProject;

/** What a person does in a browser of their own, without the cookies of the one before. */
const inBrowser = (act: (page: Page, url: string) => Promise<void>) => async (url: string) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await act(page, url);
  } finally {
    await context.close();
  }
};

const logIn = async (page: Page): Promise<void> => {
  await page.getByLabel('User name').fill('ada');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Allow access' }).waitFor();
};

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click();

const sees = (page: Page, heading: string): Promise<void> =>
  page.getByRole('heading', { name: heading }).waitFor();

describe.skipIf(!isThere)(title, () => {
  beforeAll(async () => {
    server = await startPersonServer();
    project = await createPersonProject(server);
    // A fresh profile, which Playwright removes.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await project.remove();
  });
  afterEach(() => {
    server.forgedIssuer = undefined;
  });

  test('a person logs in and allows everything', async () => {
    const { code, stderr } = await logInWith(
      project,
      inBrowser(async (page) => {
        await logIn(page);
        await press(page, 'Allow');
        await sees(page, 'You are signed in');
        expect(await page.title()).toBe('You are signed in – Postsmith');
      }),
    );
    expect(code).toBe(0);
    expect(stderr).toContain('There is a refresh token');
    expect(await project.readTokens()).toMatchObject({
      scope: 'openid courses:read courses:write offline_access',
    });
  });

  test('a person unticks a scope: it is told which requests need it', async () => {
    const { code, stderr } = await logInWith(
      project,
      inBrowser(async (page) => {
        await logIn(page);
        await page.getByLabel('courses:write').uncheck();
        await press(page, 'Allow');
        await sees(page, 'You are signed in');
      }),
    );
    expect(code).toBe(0);
    expect(stderr).toContain(
      'Not granted: courses:write.\nThis request needs more than was granted, and will not be sent:\n  Create (courses:write)\n',
    );
    expect(await project.readTokens()).toMatchObject({ scope: 'openid courses:read offline_access' });
  });

  test('a person denies the consent', async () => {
    const { code, stderr } = await logInWith(
      project,
      inBrowser(async (page) => {
        await logIn(page);
        await press(page, 'Deny');
        await sees(page, 'Nothing was granted');
      }),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('The consent was denied, so nothing was granted.');
  });

  test('a person closes the browser: the time runs out', async () => {
    const { code, stderr } = await logInWith(
      project,
      inBrowser(async (page) => logIn(page)),
      ['--timeout', '2'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain('Nobody finished signing in in the browser within 2 seconds.');
  });

  test('another page’s forged callback is refused, and the person still gets in', async () => {
    const { code, stderr } = await logInWith(
      project,
      inBrowser(async (page, url) => {
        const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
        await logIn(page);
        const forged = await page.context().newPage();
        await forged.goto(`${redirectUri}?code=stolen&state=forged`);
        await sees(forged, 'This belongs to another sign-in');
        await press(page, 'Allow');
        await sees(page, 'You are signed in');
      }),
    );
    expect(code).toBe(0);
    expect(stderr).toContain('A callback of another sign-in was rejected; still waiting for yours.');
  });

  test('an answer in another server’s name is refused', async () => {
    server.forgedIssuer = 'https://attacker.example';
    const { code, stderr } = await logInWith(
      project,
      inBrowser(async (page) => {
        await logIn(page);
        await press(page, 'Allow');
        await sees(page, 'Signing in went wrong');
      }),
    );
    expect(code).toBe(1);
    expect(stderr).toContain(
      `The response names the issuer https://attacker.example instead of ${server.origin}`,
    );
  });
});
