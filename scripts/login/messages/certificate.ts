/** What the token script says about a certificate, as the end of a sentence that begins with the variable's name. */

const whole = 'paste all of it in PEM, from -----BEGIN CERTIFICATE to the last -----';

export const empty = `is empty; ${whole}`;
export const privateKey = 'is a private key; the certificate is needed';
export const noCertificate = `is no certificate; ${whole}`;
export const truncated = `is cut off or damaged; ${whole}`;
export const otherKey = 'is not the certificate of the private key; paste the two that belong together';
