/** Why the mock refuses a request, and what it answers. */

export interface Refusal {
  /** HTTP status, 4xx. */
  readonly status: number;
  /** A clause: what is wrong with the request. */
  readonly problem: string;
  readonly headers?: Readonly<Record<string, string>>;
}
