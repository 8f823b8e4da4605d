/** The providers that Postsmith knows: `import { okta } from 'postsmith/presets'`. Every function here is a preset. */

export * from './app-store-connect.ts';
export * from './auth0.ts';
export * from './box.ts';
export * from './django-oauth-toolkit.ts';
export * from './docusign.ts';
export * from './entra.ts';
export * from './epic.ts';
export * from './fapi2.ts';
export * from './generic.ts';
export * from './github-app.ts';
export * from './google.ts';
export * from './keycloak.ts';
export * from './maskinporten.ts';
export * from './nhs-england.ts';
export * from './okta.ts';
export * from './pexip.ts';
export * from './pingone.ts';
export * from './salesforce.ts';
export * from './smart.ts';
export type { Preset, PresetFacts } from './preset.ts';
