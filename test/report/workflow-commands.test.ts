import { expect, test } from 'vitest';
import { withoutCommands } from '../../src/report/workflow-commands.ts';

test.each([
  ['::stop-commands::x', ':\u200B:stop-commands::x'],
  ['fine\n     ::add-mask::x', 'fine\n     :\u200B:add-mask::x'],
  ['\t::error file=a::b', '\t:\u200B:error file=a::b'],
  ['a ##[add-mask]b', 'a #\u200B#[add-mask]b'],
])('%j is no command any more', (text, safe) => expect(withoutCommands(text)).toBe(safe));

test.each([
  '\n\n::error file=a.ts::x',
  'a::b',
  'C::d()',
  '::error file=a.ts,line=1::is 200',
  '::notice ::and 3 more',
  '# [x]',
])('%j stays as it is', (text) => expect(withoutCommands(text)).toBe(text));
