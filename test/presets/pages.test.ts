/** The page of a preset, which `postsmith presets <name>` prints. */

import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/presets/catalogue.ts';
import { presetPage, type PageSource } from '../../src/presets/page.ts';

const sources: readonly PageSource[] = Object.entries(catalogue).map(([name, preset]) => ({
  name,
  facts: preset.facts,
  authorization: preset(),
}));

describe('a page', () => {
  const pageOf = (name: string): string => {
    const source = sources.find((each) => each.name === name);
    if (source === undefined) throw new Error(name);
    return presetPage(source);
  };

  it('tells every demand with the page that says so', () => {
    const page = pageOf('maskinporten');
    expect(page).toContain(
      '\n\nAs <https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_jwtgrant> says:\n\n- ',
    );
    expect(page).toContain('\n- The JWT must end at most 120 seconds after it was issued.\n');
  });

  it.each(sources)('$name says where the message of a failed login stands', (source) => {
    expect(presetPage(source)).toContain('In Postman it stands on the tab Test Results of the request');
  });

  it('has the causes that hold everywhere where a provider has none of its own', () => {
    expect(pageOf('generic')).toContain('| `405` | 1. A redirect has turned the POST into a GET');
    expect(pageOf('okta')).toContain('`postsmith presets generic` lists them');
    expect(pageOf('generic')).not.toContain('`postsmith presets generic` lists them');
  });

  it('hides no demand for DPoP or mutual TLS', () => {
    expect(pageOf('okta')).toContain('Okta demands DPoP by default');
    expect(pageOf('fapi2')).toContain('A FAPI 2.0 server demands tokens that are bound to the client');
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

  it('leaves out what a preset without demands and keys does not have', () => {
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
