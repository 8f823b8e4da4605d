import { expect, test } from 'vitest';
import { closest, didYouMean, mistyped } from '../src/did-you-mean.ts';

const commands = ['build', 'verify', 'run', 'presets', 'completion'];

test.each([
  ['buidl', 'build'],
  ['biuld', 'build'],
  ['bild', 'build'],
  ['BUILD', 'build'],
  ['rnu', 'run'],
  ['verfiy', 'verify'],
  ['comp', 'completion'],
  ['presst', 'presets'],
  ['deploy', undefined],
  ['x', undefined],
  ['', undefined],
])('%j may be %j', (typed, meant) => {
  expect(closest(typed, commands)).toBe(meant);
});

test('what is only begun is not mistyped', () => {
  expect(mistyped('comp', commands)).toBeUndefined();
  expect(mistyped('complation', commands)).toBe('completion');
});

test('the question is asked only where something is near', () => {
  expect(didYouMean('verfy', commands)).toBe(' Did you mean verify?');
  expect(didYouMean('deploy', commands)).toBe('');
});
