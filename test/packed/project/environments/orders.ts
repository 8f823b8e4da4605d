import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Orders, local',
  variables: {
    host: 'orders.example.com',
    client_id: '',
    client_private_key: secret(),
    access_token: secret(),
  },
});
