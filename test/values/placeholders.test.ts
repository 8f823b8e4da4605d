import { describe, expect, it } from 'vitest';
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
