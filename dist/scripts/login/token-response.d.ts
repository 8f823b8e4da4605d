/** A token response, which is trusted in nothing (RFC 6749 §5.1). The script in Postman and the command line read it alike. */
/** The fields of a response. */
export type ResponseFields = Readonly<Record<string, unknown>>;
/** Which field of the response holds the token that requests carry. */
export type TokenField = 'access_token' | 'id_token';
/** What a response says, as far as it makes sense. */
export interface TokenResponse {
    readonly token: string;
    /** Absent = the server gave none, or one that Postman would expand. */
    readonly refreshToken?: string;
    /** Seconds; absent = the server does not say. */
    readonly lifetime?: number;
    /** Absent = the server does not say. */
    readonly scope?: string;
    /** What is odd about it, as sentences; the token can be used all the same. */
    readonly warnings: readonly string[];
}
/** Why a response cannot be used, as whole sentences. */
export declare class UnusableResponse extends Error {
}
/**
 * Reads the fields of a successful response.
 *
 * @param show makes a text of the server fit for a sentence
 * @throws UnusableResponse
 */
export declare function readTokenResponse(fields: ResponseFields, field: TokenField, show: (text: string) => string): TokenResponse;
/** The refresh token of a response. One that Postman would expand is none, or the next request could send any variable. */
export declare const newRefreshToken: ({ refresh_token: token }: ResponseFields) => string | undefined;
