/** The providers that Postsmith knows: `import { pexip } from 'postsmith/presets'`. */

export { pexip } from './pexip.ts';
