/** The providers that Postsmith knows: `import { okta } from 'postsmith/presets'`. */

import { appStoreConnect } from './app-store-connect.ts';
import { auth0 } from './auth0.ts';
import { box } from './box.ts';
import { djangoOauthToolkit } from './django-oauth-toolkit.ts';
import { docusign } from './docusign.ts';
import { entra } from './entra.ts';
import { epic } from './epic.ts';
import { fapi2 } from './fapi2.ts';
import { generic } from './generic.ts';
import { githubApp } from './github-app.ts';
import { google } from './google.ts';
import { keycloak } from './keycloak.ts';
import { maskinporten } from './maskinporten.ts';
import { nhsEngland } from './nhs-england.ts';
import { okta } from './okta.ts';
import { pexip } from './pexip.ts';
import { pingone } from './pingone.ts';
import { salesforce } from './salesforce.ts';
import { smart } from './smart.ts';
import type { PresetFacts } from './preset.ts';

export type { AppStoreConnectOptions } from './app-store-connect.ts';
export type { Auth0Options } from './auth0.ts';
export type { BoxOptions } from './box.ts';
export type { DjangoOauthToolkitOptions } from './django-oauth-toolkit.ts';
export type { DocusignOptions } from './docusign.ts';
export type { EntraOptions } from './entra.ts';
export type { EpicOptions } from './epic.ts';
export type { Fapi2Options } from './fapi2.ts';
export type { GenericOptions } from './generic.ts';
export type { GoogleOptions } from './google.ts';
export type { KeycloakOptions } from './keycloak.ts';
export type { MaskinportenOptions } from './maskinporten.ts';
export type { OktaOptions } from './okta.ts';
export type { PexipOptions } from './pexip.ts';
export type { PingoneOptions } from './pingone.ts';
export type * from './preset.ts';
export type { SalesforceOptions } from './salesforce.ts';
export type { SmartOptions } from './smart.ts';

/** Every preset by its name, in the order in which they are listed. */
export const catalogue = {
  pexip,
  okta,
  auth0,
  entra,
  google,
  salesforce,
  box,
  docusign,
  smart,
  epic,
  nhsEngland,
  maskinporten,
  keycloak,
  pingone,
  fapi2,
  githubApp,
  appStoreConnect,
  djangoOauthToolkit,
  generic,
} as const;

/** Name of a preset, which is the name of its function. */
export type PresetName = keyof typeof catalogue;

/** What is known of each provider, by the preset's name. */
export const presets: Readonly<Record<string, PresetFacts>> = Object.fromEntries(
  Object.entries(catalogue).map(([name, { facts }]) => [name, facts]),
);

export {
  appStoreConnect,
  auth0,
  box,
  djangoOauthToolkit,
  docusign,
  entra,
  epic,
  fapi2,
  generic,
  githubApp,
  google,
  keycloak,
  maskinporten,
  nhsEngland,
  okta,
  pexip,
  pingone,
  salesforce,
  smart,
};
