/** What a project imports: `import { defineCollection, … } from 'postsmith'`. Nothing here is for the tool alone. */

export { PostsmithError, type ErrorCode } from './errors.ts';
export * from './model/collection.ts';
export * from './model/environment.ts';
export * from './oauth/authorization.ts';
export * from './sources/discovery/discover.ts';
export { fromPostman } from './sources/postman/from-postman.ts';
