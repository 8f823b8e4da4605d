/** Examples of the reference: environments and their variables. */

import { defineEnvironment, secret, variable } from 'postsmith';

// #region defineEnvironment
export default defineEnvironment({
  name: 'Orders',
  variables: {
    host: 'orders.example.com',
    client_id: '',
    client_private_key: secret(),
    access_token: secret(),
  },
});
// #endregion

// #region secret
export const key = secret({ description: 'The private key of your client, as PEM.' });
// #endregion

// #region variable
export const host = variable('orders.example.com', { description: 'Without https://' });
// #endregion
