import { defineEnvironment, secret, variable } from 'postsmith';

export default defineEnvironment({
  name: 'Whole',
  id: 'a96da01f-9abd-4d9d-80c7-02af85c822a8',
  variables: [
    ['base_url', variable('http://localhost:{{port}}', { description: 'Where the API is.' })],
    ['port', '1'],
    ['word', 'Wörd'],
    ['pair', 'x=1'],
    ['1', variable('switched off', { enabled: false })],
    ['unused_key', secret({ description: 'Nobody asks for it.' })],
  ],
});
