/** The committed pages in docs/presets are what the presets say of themselves. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileName } from '../../src/presets/example-code.ts';
import { catalogue } from '../../src/presets/index.ts';
import { presetIndex, presetPage, type PageSource } from '../../src/presets/page.ts';

const folder = resolve(import.meta.dirname, '../../docs/presets');

const sources: readonly PageSource[] = Object.entries(catalogue).map(([name, preset]) => ({
  name,
  facts: preset.facts,
  authorization: preset(),
}));

const committed = (file: string): string => {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return '';
  }
};

const stale = (file: string, parameters: string): string =>
  `docs/presets/${file} is stale; run: npm run -s compile && node dist/src/cli.js presets ${parameters} > docs/presets/${file}`;

describe('the committed pages', () => {
  it.each(sources)('$name is up to date', (source) => {
    const file = `${fileName(source.name)}.md`;
    expect(committed(file), stale(file, source.name)).toBe(presetPage(source));
  });

  it('have an index that is up to date', () => {
    expect(committed('README.md'), stale('README.md', '--index')).toBe(presetIndex(sources));
  });

  it('are all there are', () => {
    const files = sources.map(({ name }) => `${fileName(name)}.md`);
    expect(readdirSync(folder).sort()).toEqual([...files, 'README.md'].sort());
  });
});

describe('a page', () => {
  const pageOf = (name: string): string => {
    const source = sources.find((each) => each.name === name);
    if (source === undefined) throw new Error(name);
    return presetPage(source);
  };

  it('tells every rule with its source', () => {
    expect(pageOf('maskinporten')).toContain(
      '| The JWT must end 120 seconds after it was issued at the latest. | [docs.digdir.no](https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_jwtgrant) |',
    );
  });

  it('tells which key to make, and where its halves go', () => {
    expect(pageOf('okta')).toContain(
      'Make a key pair with `postsmith keygen --preset okta`. The private key goes into `client_private_key`, the public one (JWK, PEM) to the provider:',
    );
  });

  it('does not send people to make a key that the provider makes', () => {
    expect(pageOf('google')).not.toContain('keygen');
    expect(pageOf('google')).toContain('Google makes the key pair');
  });

  it('tells what an error means, most likely cause first', () => {
    expect(pageOf('docusign')).toMatch(/\| `consent_required` \| 1\. The user has not consented yet/);
  });

  it('leaves out what a preset without rules and keys does not have', () => {
    const page = pageOf('djangoOauthToolkit');
    expect(page).not.toContain('## Keys');
    expect(page).not.toContain('demands\n');
  });

  it('says what the environment needs besides, for another way to log in', () => {
    expect(pageOf('entra')).toContain(
      "### A client secret\n\n```ts\nauthorization: entra({ clientAuthentication: 'clientSecretPost' }),\n```\n\nThe environment needs besides:\n\n```ts\nclient_secret: secret(),\n```",
    );
  });

  it.each(sources)('$name holds no bare angle bracket that HTML would swallow', (source) => {
    const text = presetPage(source)
      .replaceAll(/```[^]*?```/g, '')
      .replaceAll(/`[^`\n]*`/g, '')
      .replaceAll(/<!--.*-->|<br>|<https:[^>]*>/g, '');
    expect(text).not.toMatch(/<|undefined|\[object/);
  });
});
