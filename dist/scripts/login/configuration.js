/**
 * The configuration of a login: JSON that a build makes of a declared authorization. The program that reads it depends on
 * the declared kinds alone, so that equal kinds share one program.
 */
export {};
