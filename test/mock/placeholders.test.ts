import { describe, expect, it } from 'vitest';
import { fill, placeholders } from '../../src/mock/placeholders.ts';

describe('placeholders', () => {
  it('names them in order', () => {
    expect(placeholders('https://{{host}}/{{a}}/{b}/{{a}}/{{}}')).toEqual(['host', 'a', 'a']);
  });
});

describe('fill', () => {
  it('fills known placeholders, those in their values too, and leaves unknown ones', () => {
    expect(fill('{{a}} {{d}}', { a: '[{{b}}]', b: 'c' })).toBe('[c] {{d}}');
  });

  it('takes a value as it is, though it looks like a replacement pattern', () => {
    expect(fill('{{a}}', { a: '$& $1' })).toBe('$& $1');
  });

  it('ends with a variable that holds itself', () => {
    expect(fill('{{a}}', { a: '{{a}}' })).toBe('{{a}}');
    expect(fill('{{a}}', { a: '{{b}}', b: '{{a}}' })).toMatch(/^\{\{[ab]\}\}$/);
  });
});
