/** Examples of the reference: Postman's own kinds of auth, which need no script. */

import { apiKey, awsV4, basic, bearer, digest, edgeGrid, get, hawk, ntlm, oauth1 } from 'postsmith';

// #region basic
export const oldApi = get({
  name: 'Old API',
  url: 'https://{{host}}/old',
  authorization: basic({ username: '{{user}}', password: '{{password}}' }),
});
// #endregion

// #region apiKey
export const keyInHeader = apiKey({ key: 'X-API-Key', value: '{{api_key}}', in: 'header' });
// #endregion

// #region bearer
export const ownToken = bearer({ token: '{{personal_token}}' });
// #endregion

// #region digest
export const camera = digest({ username: '{{user}}', password: '{{password}}' });
// #endregion

// #region awsV4
export const bucket = awsV4({
  accessKey: '{{aws_access_key}}',
  secretKey: '{{aws_secret_key}}',
  region: 'eu-central-1',
  service: 's3',
});
// #endregion

// #region hawk
export const shared = hawk({ authId: '{{hawk_id}}', authKey: '{{hawk_key}}' });
// #endregion

// #region ntlm
export const windows = ntlm({ username: '{{user}}', password: '{{password}}', domain: 'EXAMPLE' });
// #endregion

// #region oauth1
export const signed = oauth1({ consumerKey: '{{consumer_key}}', consumerSecret: '{{consumer_secret}}' });
// #endregion

// #region edgeGrid
export const edge = edgeGrid({
  accessToken: '{{edge_access_token}}',
  clientToken: '{{edge_client_token}}',
  clientSecret: '{{edge_client_secret}}',
});
// #endregion
