/** The packages that vendor/bundle.ts makes one module of, each with the types of its own. */

declare module '#vendor/newman' {
  import newman from 'newman';
  export const version: string;
  export default newman;
}

declare module '#vendor/postman-collection' {
  import sdk from 'postman-collection';
  export const version: string;
  export default sdk;
}

declare module '#vendor/csv-parse' {
  import parse from 'csv-parse/lib/sync.js';
  export default parse;
}
