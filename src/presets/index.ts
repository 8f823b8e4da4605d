/** The providers that Postsmith knows: `import { pexip } from 'postsmith/presets'`. */

export { pexip, type PexipOptions } from './pexip.ts';
