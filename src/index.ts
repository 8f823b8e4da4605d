/** What a project imports: `import { defineCollection, … } from 'postsmith'`. */

export * from './declare/authorization.ts';
export { defineCollection } from './declare/collection.ts';
export * from './declare/discover.ts';
export { defineEnvironment, secret } from './declare/environment.ts';
export type * from './declare/model.ts';
export * from './declare/request.ts';
export { PostsmithError, type ErrorCode } from './errors.ts';
