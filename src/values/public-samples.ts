/** Values that look like secrets and are none: samples of standards and of well-known pages, and what a declaration calls public. */

/** Enough of each to be unmistakable. */
const SAMPLES: readonly string[] = [
  // RFC 6749, RFC 6750, RFC 7009, RFC 7617, RFC 7662
  '2YotnFZFEjr1zCsicMWpAA',
  'tGzv3JOkF0XG5Qx2TlKWIA',
  '7Fjfp0ZBr1KtDRbnfVdmIw',
  'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
  'czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3',
  'gX1fBat3bV',
  'mF_9.B5f-4.1JqM',
  '45ghiukldjahdnhzdauz',
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  // RFC 8693, RFC 9449
  'accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC',
  'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
  // RFC 7515 and RFC 7517: the keys of their examples
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
  '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE',
];

/** JSON Web Tokens of jwt.io (John Doe) and of RFC 7515, RFC 7519 (joe), by what they claim. */
const SAMPLE_JWT =
  /\beyJ[\w-]+\.(?:eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9l|eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAs)[\w-]*\.[\w-]+/g;

/** The text with every value that is known to be public replaced by a stand-in. */
export const withoutPublic = (text: string, declared: readonly string[] = []): string =>
  [...SAMPLES, ...declared]
    .reduce((rest, value) => rest.replaceAll(value, '<public>'), text)
    .replace(SAMPLE_JWT, '<public>');
