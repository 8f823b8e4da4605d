/** Prints what newman makes of scripts that reject. */

import { newmanEngine } from '../../src/engines/newman.ts';
import { collectionOf, sampleRequest } from './sample-collection.ts';
import { startTestServer } from './test-server.ts';

const server = await startTestServer();
const { requests, failures } = await newmanEngine.run({
  collection: collectionOf(
    sampleRequest('Rejects', { before: `(async () => { throw new TypeError('asynchronous'); })();` }),
    sampleRequest('Rejects with text', { after: `Promise.reject('just text');` }),
    sampleRequest('Last'),
  ),
  environment: server.environment,
  caFile: server.caFile,
  requestTimeout: 1000,
  scriptTimeout: 1000,
});
for (const { path, message } of failures) console.log(`${path.join('/')}: ${message}`);
console.log(`${requests.length} requests`);
await server.close();
