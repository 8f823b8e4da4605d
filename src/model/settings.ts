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
}

/** Postman's name of each setting, and whether it says the opposite. */
export const settingNames: {
  readonly [name in keyof Settings]-?: { readonly name: string; readonly isOpposite?: true };
} = {
  followRedirects: { name: 'followRedirects' },
  maxRedirects: { name: 'maxRedirects' },
  keepMethodOnRedirect: { name: 'followOriginalHttpMethod' },
  keepAuthorizationOnRedirect: { name: 'followAuthorizationHeader' },
  sendRefererOnRedirect: { name: 'removeRefererHeaderOnRedirect', isOpposite: true },
  encodeUrl: { name: 'disableUrlEncoding', isOpposite: true },
  useCookies: { name: 'disableCookies', isOpposite: true },
};
