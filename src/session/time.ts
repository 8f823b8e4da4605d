/** Points in time, for people. */

import type { Tokens } from './token-file.ts';

/** When the access token ends. */
export const expiryOf = ({ expires }: Pick<Tokens, 'expires'>): Date => new Date(Number(expires) * 1000);

/** `2026-11-24 14:03:20`, in local time. */
export const formatTime = (date: Date): string =>
  Number.isNaN(date.getTime()) ? 'an unknown time' : date.toLocaleString('sv-SE');
