/** Numbers for people. */

/** `1,024` */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** `0.8 s` */
export const formatSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
