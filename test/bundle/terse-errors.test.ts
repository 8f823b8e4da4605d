/** What leaving the texts of errors out does to a module. */

import { expect, test } from 'vitest';
import { withoutErrorTexts } from '../../src/bundle/terse-errors.ts';

test.each([
  ["throw new Error('a' + b);", 'throw new Error();'],
  ['if (x) throw new RangeError(`${a}`, { cause });', 'if (x) throw new RangeError();'],
  ["f(() => { throw new TypeError('a') }, 'b');", "f(() => { throw new TypeError() }, 'b');"],
  ["throw new E('a');", 'throw new E();'],
  ["throw error('a');", "throw error('a');"],
  ["const e = new Error('a');", "const e = new Error('a');"],
  ['throw new Error();', 'throw new Error();'],
])('%s becomes %s', (module, terse) => {
  expect(withoutErrorTexts(module)).toBe(terse);
});
