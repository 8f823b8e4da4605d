/** What the bench found: a number, and the budget that it is held against where there is one. */

export type Unit = 'ms' | 's' | 'bytes' | 'MB' | '×';

/** One line of the report. */
export interface Result {
  readonly section: string;
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** The most that the design allows. */
  readonly budget?: number;
}

/** Whether the result keeps to its budget; undefined where it has none. */
export const keepsBudget = ({ value, budget }: Result): boolean | undefined =>
  budget === undefined ? undefined : value <= budget;
