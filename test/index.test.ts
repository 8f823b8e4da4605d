/** What projects import: constructors and presets, and nothing that the tool alone needs. */

import { expect, test } from 'vitest';
import * as postsmith from '../src/index.ts';
import * as presets from '../src/presets/index.ts';

test('postsmith exports functions to declare with and the error class, but no list or module of the tool', () => {
  const exported = Object.entries(postsmith);
  expect(exported.filter(([, value]) => typeof value !== 'function')).toEqual([]);
  expect(exported.filter(([name]) => /^is[A-Z]|Of$|^default$/.test(name))).toEqual([]);
});

test('postsmith/presets exports presets alone', () => {
  expect(Object.entries(presets).filter(([, preset]) => !('facts' in preset))).toEqual([]);
});
