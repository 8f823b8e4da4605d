/** What reads scopes, placeholders and token responses is pure: tested here, and sampled in the sandboxes by the login's own tests. */

import sdk from 'postman-collection';
import { describe, expect, test } from 'vitest';
import { encode } from '../../scripts/login/json.ts';
import { canExpand, fillPlaceholders } from '../../scripts/login/placeholders.ts';
import { grantedScope, lackingScope, leastLacking } from '../../scripts/login/scope.ts';
import { newRefreshToken, readTokenResponse, UnusableResponse } from '../../scripts/login/token-response.ts';

/** What Postman sends for a template, when `secret` is a variable beside those of the template. */
const sent = (template: string, values: Readonly<Record<string, string>>): string => {
  const variables = Object.entries({ ...values, secret: 'SHOWN' }).map(([key, value]) => ({ key, value }));
  // The types of postman-collection lack it.
  const scope = new sdk.VariableScope({ values: variables }) as unknown as {
    replaceIn(text: string): string;
  };
  return scope.replaceIn(template);
};

const lookup = (name: string) => ({ a: '{{b}}', b: 'x{{c}}', c: '1', d: '{{e}}', e: '{{d}}' })[name];

describe('placeholders', () => {
  /** Texts of up to three of these, and with a name between. */
  const pieces = ['{', '{{', '}', '}}', 'secret', ' ', '"', '[', 'a'];
  const texts = pieces.flatMap((one) =>
    pieces.flatMap((two) => [
      one,
      `${one}${two}`,
      ...pieces.flatMap((three) => [`${one}${two}${three}`, `${one}secret${two}${three}`]),
    ]),
  );
  const kept = [...new Set(texts)].filter((text) => !canExpand(text));

  test('no text that is kept makes Postman send another variable, alone, beside another, or in braces', () => {
    expect(kept.length).toBeGreaterThan(400);
    const others = kept.filter((_text, at) => at % 97 === 0).concat('}', '}}', 'secret}}', 'a');
    for (const text of kept) {
      for (const template of ['{{a}}', 'x{{a}}y', '{{{a}}}', '{ {{a}}', '{{a}}}}']) {
        expect(sent(template, { a: text })).not.toContain('SHOWN');
      }
      for (const other of others) {
        expect(sent('{{a}}{{b}}', { a: text, b: other })).not.toContain('SHOWN');
        expect(sent('{{a}}{{b}}', { a: other, b: text })).not.toContain('SHOWN');
      }
    }
  });

  test.each(['{{secret}}', 'a{{', 'a{', '{', '{secret}}', '{ secret}}', '{[x', '{{{a'])(
    '%j is not kept',
    (text) => {
      expect(canExpand(text)).toBe(true);
    },
  );

  test.each([
    '',
    'a',
    '{}',
    '{"a":{"b":1}}',
    '{\n  "a": 1\n}',
    'a}b',
    'a{b',
    '00Dxx!AQ0.AQz_',
    'v^1.1#i^1#p^3#I^3',
    '}}',
  ])('%j is kept', (text) => {
    expect(canExpand(text)).toBe(false);
  });

  test('values are followed to their end, circles to theirs', () => {
    expect(fillPlaceholders('{{a}} {{z}} {{d}}', lookup)).toMatch(/^x1 \{\{z\}\} \{\{[de]\}\}$/);
  });
});

describe('scopes', () => {
  test.each([
    ['read  write\nread', 'read write'],
    ['read,write', 'read write'],
    ['a {{secret}} {b} c"d é \\x e', 'a e'],
    ['{{secret}}', ''],
  ])('of %j is kept %j', (scope, granted) => {
    expect(grantedScope(scope)).toBe(granted);
  });

  test('what lacks is said in its order, and of alternatives that of which most is there', () => {
    expect(lackingScope('c a b', 'b x')).toEqual(['c', 'a']);
    expect(leastLacking(['user read', 'service read extra'], 'service read')).toEqual(['extra']);
    expect(leastLacking(['a', 'b'], 'b')).toEqual([]);
    expect(leastLacking([], 'b')).toEqual([]);
  });
});

const read = (fields: object, field: 'access_token' | 'id_token' = 'access_token') =>
  readTokenResponse({ access_token: 'a', token_type: 'Bearer', ...fields }, field, (text) => text);

describe('a token response', () => {
  test.each([
    [{}, { token: 'a' }],
    [
      { scope: 'x {{y}}', refresh_token: 'r', expires_in: '60' },
      { token: 'a', scope: 'x', refreshToken: 'r', lifetime: 60 },
    ],
    [{ scope: 7, refresh_token: null, expires_in: null }, { token: 'a' }],
    [{ scope: '{{y}}', refresh_token: '' }, { token: 'a' }],
  ])('%j says %j', (fields, response) => {
    expect(read(fields)).toEqual({ ...response, warnings: [] });
  });

  test.each(['{{client_private_key}}', 'x{', '{a}}', 'a b', 'é', 'a\nb', 7, { a: 1 }, ['{{a}}']])(
    'a refresh token %j is not kept, and that is said',
    (refresh_token) => {
      const { refreshToken, warnings } = read({ refresh_token });
      expect(refreshToken).toBeUndefined();
      expect(newRefreshToken({ refresh_token })).toBeUndefined();
      expect(warnings).toEqual([expect.stringContaining('The new refresh token was not kept')]);
    },
  );

  test.each([
    ['{{client_secret}}', 'Postman would expand'],
    ['a b', 'is no token: it holds blanks'],
    [7, 'is no token: it is no text'],
    [['a'], 'is no token: it is no text'],
    [undefined, 'has no access_token'],
    ['', 'has no access_token'],
  ])('an access token %j is refused in words', (access_token, words) => {
    expect(() => read({ access_token })).toThrow(UnusableResponse);
    expect(() => read({ access_token })).toThrow(words);
  });

  test.each(['DPoP', 'mac', 'N_A', 'pop'])(
    'the type %s is refused, as a bearer token cannot be made of it',
    (token_type) => {
      expect(() => read({ token_type })).toThrow(`of the type "${token_type}"`);
    },
  );

  test.each([0, -1, 'soon', true, {}, 1e300, 'Infinity'])(
    'expires_in %j is passed over with a warning',
    (expires_in) => {
      const { lifetime, warnings } = read({ expires_in });
      expect(lifetime).toBeUndefined();
      expect(warnings).toHaveLength(1);
    },
  );
});

test('in JSON no text expands, and it says the same', () => {
  const parameters = { 'a{{b}}': '{{secret}} \\"{{x}}\\" "', list: ['{', '}}'] };
  const json = encode(parameters);
  expect(json).not.toMatch(/\{\{|\}\}$/);
  expect(JSON.parse(json)).toEqual(parameters);
});
