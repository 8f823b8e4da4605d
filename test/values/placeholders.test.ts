import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { dynamicVariables } from '../../src/values/dynamic-variables.ts';
import { fillPlaceholders, placeholdersIn } from '../../src/values/placeholders.ts';

describe('placeholdersIn', () => {
  it('names them in order', () => {
    expect(placeholdersIn('https://{{host}}/{{a}}/{b}/{{a}}/{{}}')).toEqual(['host', 'a', 'a', '']);
  });
});

describe('fillPlaceholders', () => {
  it('fills known placeholders, those in their values too, and leaves unknown ones', () => {
    expect(fillPlaceholders('{{a}} {{d}}', { a: '[{{b}}]', b: 'c' })).toBe('[c] {{d}}');
  });

  it('takes a value as it is, though it looks like a replacement pattern', () => {
    expect(fillPlaceholders('{{a}}', { a: '$& $1' })).toBe('$& $1');
  });

  it('leaves a placeholder named like a method of every object', () => {
    expect(fillPlaceholders('{{toString}}', {})).toBe('{{toString}}');
  });

  it('ends with a variable that holds itself', () => {
    expect(fillPlaceholders('{{a}}', { a: '{{a}}' })).toBe('{{a}}');
    expect(fillPlaceholders('{{a}}', { a: '{{b}}', b: '{{a}}' })).toMatch(/^\{\{[ab]\}\}$/);
  });
});

describe('the dynamic variables', () => {
  const require = createRequire(import.meta.url);
  const newman = createRequire(require.resolve('newman'));

  it.each([
    ['the SDK of today', require],
    ["newman's SDK", newman],
  ])('are those of %s', (_whose, load) => {
    // The file has no types: an object with a generator for each name.
    const known = load('postman-collection/lib/superstring/dynamic-variables') as object;
    expect([...dynamicVariables].sort()).toEqual(Object.keys(known).sort());
  });
});
