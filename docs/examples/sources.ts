/** Examples of the reference: collections that are made of what there is already. */

import { defineCollection, fromPostman } from 'postsmith';
import { fromOpenAPI, openApiServers } from 'postsmith/openapi';
import { okta } from 'postsmith/presets';
import { fromTastypie, tastypieRoots } from 'postsmith/tastypie';

// #region fromPostman
export const bookshop = defineCollection({
  ...fromPostman('./bookshop/exported.json'),
  authorization: okta(),
});
// #endregion

// #region fromOpenAPI
export const things = defineCollection({
  ...(await fromOpenAPI('../api.yaml', {
    requests: { deleteThing: false },
    securitySchemes: { oauth: okta() },
    contract: true,
  })),
});
// #endregion

// #region openApiServers
export const [live] = await openApiServers('../api.yaml');
// #endregion

// #region fromTastypie
export const library = defineCollection({ name: 'Library', ...(await fromTastypie('./library')) });
// #endregion

// #region tastypieRoots
export const resources = tastypieRoots('./collections/library').flatMap((root) => root.resources);
// #endregion
