/** Every preset by its name, and what is known of its provider. */

import * as all from './index.ts';
import type { PresetFacts } from './preset.ts';

const { generic, ...providers } = all;

/** Every preset by its name, which is that of its function; the one for any other server comes last. */
export const catalogue = { ...providers, generic };

/** What is known of each provider, by the preset's name. */
export const presets: Readonly<Record<string, PresetFacts>> = Object.fromEntries(
  Object.entries(catalogue).map(([name, { facts }]) => [name, facts]),
);
