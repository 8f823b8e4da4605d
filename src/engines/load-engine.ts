/** Engines by name, loaded when one is needed: each takes most of a second to load. */

import { PostsmithError } from '../errors.ts';
import type { Engine, EngineName } from './engine.ts';

const LOADERS: { readonly [name in EngineName]: () => Promise<Engine> } = {
  newman: async () => (await import('./newman.ts')).newmanEngine,
  runtime: async () => (await import('./runtime.ts')).runtimeEngine,
  'postman-cli': async () => (await import('./postman-cli.ts')).postmanCliEngine,
};

/** Every engine's name, the default first. */
export const ENGINE_NAMES: readonly EngineName[] = ['newman', 'runtime', 'postman-cli'];

/** True for the name of an engine. */
export const isEngineName = (name: string): name is EngineName => Object.hasOwn(LOADERS, name);

/** @throws PostsmithError ENGINE_UNAVAILABLE when its package cannot be loaded. */
export const loadEngine = async (name: EngineName): Promise<Engine> => {
  const engine = await LOADERS[name]();
  try {
    await engine.version();
  } catch (cause) {
    if (cause instanceof PostsmithError) throw cause;
    throw new PostsmithError(
      'ENGINE_UNAVAILABLE',
      `The engine ${name} could not be loaded; install Postsmith again (\`npm install\`).`,
      { cause },
    );
  }
  return engine;
};
