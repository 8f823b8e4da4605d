/** What is said about a certificate, as the end of a sentence that begins with the variable's name. */

const whole =
  'Paste all of it in PEM, from the first hyphen of -----BEGIN CERTIFICATE to the last one of the line with -----END CERTIFICATE';

export const empty = `is empty. ${whole}`;
export const privateKey = 'is a private key, but the certificate is needed. Paste the certificate there';
export const noCertificate = `is no certificate. ${whole}`;
export const truncated = `is a certificate that is cut off or damaged. ${whole}`;
export const otherKey = 'is not the certificate of the private key. Paste the two that belong together';
