/** The providers that Postsmith knows: `import { pexip } from 'postsmith/presets'`. */

import { secret } from '../declare/environment.ts';
import { pexipProvider } from './pexip.ts';
import type { PresetFacts } from './preset.ts';

export { pexip, type PexipOptions } from './pexip.ts';

/** What is known of each provider, by the name of its preset. */
export const presets: Readonly<Record<string, PresetFacts>> = {
  pexip: {
    ...pexipProvider,
    summary: 'The management API of a Pexip Infinity Management Node, since version 34.',
    algorithms: ['ES256'],
    environment: { host: '', client_id: '', client_private_key: secret() },
    registration: {
      formats: [],
      where: "Create an OAuth2 client in the node's web interface; the key is shown once.",
    },
    documentation: [],
  },
};
