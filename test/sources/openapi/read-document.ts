/** Documents that a test writes, and what becomes of them. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { fromOpenAPI, type OpenApiOptions } from '../../../src/sources/openapi/from-openapi.ts';

/** A document without operations. */
export const document = (more: object) => ({
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  paths: {},
  ...more,
});

/** One of `GET /a`. */
export const get = (more: object) => document({ paths: { '/a': { get: { responses: {}, ...more } } } });

/** A folder of the test file's own, removed when its tests have ended, and the collection of a document in it. */
export const documentReader = () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-documents-')));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = async (content: unknown, options?: OpenApiOptions) => {
    const path = join(folder, 'api.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return fromOpenAPI(path, options);
  };
  return { folder, read };
};
