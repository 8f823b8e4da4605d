/**
 * How requests are sent: what Postman shows in a request's Settings tab, and keeps as `protocolProfileBehavior`.
 * https://learning.postman.com/docs/sending-requests/create-requests/request-settings/
 */

/**
 * Each holds for a request, or for all below a folder or collection that have none of their own. None holds for what a script
 * sends, the login's token request included: engines follow its redirects whatever is declared.
 */
export interface Settings {
  /** Whether a redirect is followed; true unless given. */
  readonly followRedirects?: boolean;
  /** How many redirects are followed; 10 unless given. */
  readonly maxRedirects?: number;
  /** Whether a redirected request keeps its method and body; false unless given: then it becomes a GET, but after 307 and 308. */
  readonly keepMethodOnRedirect?: boolean;
  /** Whether a redirect takes the Authorization header to another host; false unless given. */
  readonly keepAuthorizationOnRedirect?: boolean;
  /** Whether a redirected request names, in its Referer header, where it came from; true unless given. */
  readonly sendRefererOnRedirect?: boolean;
  /** Whether Postman encodes the URL; true unless given. */
  readonly encodeUrl?: boolean;
  /** Whether cookies are sent and kept; true unless given. */
  readonly useCookies?: boolean;
  /** Whether the server's certificate is verified; true unless given. False is for a server of your own, in a test. */
  readonly verifyCertificate?: boolean;
  /** Whether a response must keep to the rules of HTTP; true unless given. */
  readonly strictHttp?: boolean;
  /** The version of HTTP that is spoken; the engine's own choice unless given. newman 6 speaks HTTP/1.1 only. */
  readonly httpVersion?: 'auto' | 'http1' | 'http2';
  /** Whether the server chooses the cipher suite, instead of the client; false unless given. */
  readonly serverChoosesCipher?: boolean;
  /** The cipher suites that may be used, by OpenSSL's names; those of the engine unless given. */
  readonly ciphers?: readonly string[];
  /** Versions of TLS that are not spoken; none unless given. */
  readonly disabledTlsVersions?: readonly TlsVersion[];
  /** Headers that Postman adds by itself and is not to send, such as `user-agent` or `postman-token`; none unless given. */
  readonly disabledHeaders?: readonly string[];
}

/** A version of TLS. */
export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** Postman's name of each setting, and how it is written there: an opposite says that what we call false is true. */
export const settingNames: {
  readonly [name in keyof Settings]-?: {
    readonly name: string;
    readonly kind: 'flag' | 'opposite' | 'count' | 'version' | 'list' | 'tls' | 'headers';
  };
} = {
  followRedirects: { name: 'followRedirects', kind: 'flag' },
  maxRedirects: { name: 'maxRedirects', kind: 'count' },
  keepMethodOnRedirect: { name: 'followOriginalHttpMethod', kind: 'flag' },
  keepAuthorizationOnRedirect: { name: 'followAuthorizationHeader', kind: 'flag' },
  sendRefererOnRedirect: { name: 'removeRefererHeaderOnRedirect', kind: 'opposite' },
  encodeUrl: { name: 'disableUrlEncoding', kind: 'opposite' },
  useCookies: { name: 'disableCookies', kind: 'opposite' },
  verifyCertificate: { name: 'strictSSL', kind: 'flag' },
  strictHttp: { name: 'insecureHTTPParser', kind: 'opposite' },
  httpVersion: { name: 'protocolVersion', kind: 'version' },
  serverChoosesCipher: { name: 'tlsPreferServerCiphers', kind: 'flag' },
  ciphers: { name: 'tlsCipherSelection', kind: 'list' },
  disabledTlsVersions: { name: 'tlsDisabledProtocols', kind: 'tls' },
  disabledHeaders: { name: 'disabledSystemHeaders', kind: 'headers' },
};
