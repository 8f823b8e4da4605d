/**
 * The Postman Collection Format v2.1.0, as far as Postsmith writes it, in the order in which it writes it.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */

import type { Json } from '../values/json.ts';

export const collectionSchema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** Parts of what is described in the format: header, query parameter, form field. */
export interface PostmanParameter<Value = string> {
  readonly key: string;
  readonly value: Value;
  readonly description?: string;
  readonly disabled?: true;
}

export interface PostmanUrl {
  readonly raw: string;
  readonly protocol?: string;
  readonly host?: readonly string[];
  readonly port?: string;
  readonly path?: readonly string[];
  /** null: the name alone, without `=`. */
  readonly query?: readonly PostmanParameter<string | null>[];
  readonly hash?: string;
  readonly variable?: readonly PostmanParameter[];
}

/** A part of a multipart body. */
export type PostmanFormParameter = { readonly contentType?: string } & (
  | (PostmanParameter & { readonly type: 'text' })
  | (Omit<PostmanParameter, 'value'> & { readonly type: 'file'; readonly src: string | readonly string[] })
);

/** One of the five modes, the field of whose name has the content. */
export type PostmanBody = { readonly disabled?: true } & (
  | {
      readonly mode: 'raw';
      readonly raw: string;
      readonly options: { readonly raw: { readonly language: string } };
    }
  | { readonly mode: 'urlencoded'; readonly urlencoded: readonly PostmanParameter[] }
  | { readonly mode: 'formdata'; readonly formdata: readonly PostmanFormParameter[] }
  | { readonly mode: 'file'; readonly file: { readonly src: string } }
  | {
      readonly mode: 'graphql';
      readonly graphql: {
        readonly query: string;
        readonly variables: string;
        readonly operationName?: string;
      };
    }
);

/** Google Chrome's form, as the format says. */
export interface PostmanCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  readonly expires?: string;
  readonly session?: true;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly hostOnly: boolean;
}

/** A parameter that the app adds to a request of an OAuth 2.0 grant. */
export interface PostmanAuthRequestParameter {
  readonly key: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly send_as: 'request_url' | 'request_body';
}

export type PostmanAuthAttribute =
  | { readonly key: string; readonly value: string; readonly type: 'string' }
  | { readonly key: string; readonly value: boolean; readonly type: 'boolean' }
  | {
      readonly key: string;
      readonly value: readonly PostmanAuthRequestParameter[] | Json;
      readonly type: 'any';
    };

/** The values stand in a field that is called as the type. */
export interface PostmanAuth {
  readonly type: string;
  readonly [type: string]: string | readonly PostmanAuthAttribute[];
}

export interface PostmanProxy {
  readonly match: string;
  readonly host: string;
  readonly port: number;
  readonly tunnel: boolean;
  readonly disabled?: boolean;
}

export interface PostmanCertificate {
  readonly name?: string;
  readonly matches: readonly string[];
  readonly key: { readonly src: string };
  readonly cert: { readonly src: string };
  readonly passphrase?: string;
}

export interface PostmanRequest {
  readonly method: string;
  readonly auth?: PostmanAuth;
  readonly header: readonly PostmanParameter[];
  readonly body?: PostmanBody;
  readonly url: PostmanUrl;
  readonly proxy?: PostmanProxy;
  readonly certificate?: PostmanCertificate;
  readonly description?: string;
}

export interface PostmanResponse {
  readonly id: string;
  readonly name: string;
  readonly originalRequest: PostmanRequest;
  readonly status: string;
  readonly code: number;
  readonly _postman_previewlanguage: string;
  readonly header: readonly PostmanParameter[];
  readonly cookie: readonly PostmanCookie[];
  /** Milliseconds. */
  readonly responseTime?: number;
  readonly body: string | null;
  /** Bytes, in place of `body`; as Postman's SDK reads them. */
  readonly stream?: { readonly type: 'Base64'; readonly data: string };
}

export interface PostmanEvent {
  readonly listen: 'prerequest' | 'test';
  readonly script: {
    readonly id: string;
    readonly type: 'text/javascript';
    readonly exec: readonly string[];
  };
}

/** By Postman's names: https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/protocol-profile-behavior.html */
export interface ProtocolProfileBehavior {
  readonly [name: string]: SettingValue;
}

/** A value of one of its settings; headers are the names of an object whose values are true. */
export type SettingValue =
  | boolean
  | number
  | string
  | readonly string[]
  | { readonly [header: string]: boolean };

export interface PostmanItem {
  readonly name: string;
  readonly id: string;
  readonly event?: readonly PostmanEvent[];
  readonly protocolProfileBehavior?: ProtocolProfileBehavior;
  readonly request: PostmanRequest;
  readonly response: readonly PostmanResponse[];
}

export interface PostmanFolder {
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  readonly auth?: PostmanAuth;
  readonly event?: readonly PostmanEvent[];
  readonly protocolProfileBehavior?: ProtocolProfileBehavior;
  readonly variable?: readonly PostmanVariable[];
  readonly item: readonly (PostmanItem | PostmanFolder)[];
}

export interface PostmanVariable {
  readonly key: string;
  readonly value: string | number | boolean;
  readonly type: 'string' | 'number' | 'boolean';
  readonly description?: string;
  readonly disabled?: true;
}

export interface PostmanCollection {
  readonly info: {
    readonly _postman_id: string;
    readonly name: string;
    readonly version?: string;
    readonly description?: string;
    readonly schema: typeof collectionSchema;
  };
  readonly item: readonly (PostmanItem | PostmanFolder)[];
  readonly auth?: PostmanAuth;
  readonly event?: readonly PostmanEvent[];
  readonly protocolProfileBehavior?: ProtocolProfileBehavior;
  readonly variable?: readonly PostmanVariable[];
}
