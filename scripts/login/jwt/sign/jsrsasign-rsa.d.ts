/** The little that is used of jsrsasign's RSA script; the bundler gives it its exports. */

declare module 'jsrsasign/lib/jsrsasign-rsa-min.js' {
  export class BigInteger {
    constructor(digits: string, radix: number);
    toString(radix: number): string;
  }

  /** All numbers are big-endian hexadecimal. */
  export class RSAKey {
    setPrivateEx(
      n: string,
      e: string,
      d: string,
      p: string,
      q: string,
      dP: string,
      dQ: string,
      qInverse: string,
    ): void;
    doPrivate(number: BigInteger): BigInteger;
    doPublic(number: BigInteger): BigInteger;
  }
}
