/** Which operations, statuses and parameters of an API's description a run has touched. */

import { findOperation, pathOf, statusKey } from '../../scripts/contract/operations.ts';
import type { ApiDescription, DescribedOperation } from '../model/described.ts';
import type { RequestReport } from './run-report.ts';
import { formatCount, formatTable } from './terminal.ts';

/** An operation, and what of it no request has touched. */
interface OperationCoverage {
  readonly operation: DescribedOperation;
  readonly isTouched: boolean;
  /** Statuses that did not come. */
  readonly statuses: readonly string[];
  /** Parameters that were not sent: `query limit`. */
  readonly parameters: readonly string[];
}

/** Of all operations of a description. */
export type Coverage = readonly OperationCoverage[];

const keyOf = ({ method, path }: DescribedOperation): string => `${method} ${path.split('#')[0] ?? ''}`;

/**
 * @param requests of a run
 * @param base the address below which the description's paths begin
 */
export const coverageOf = (
  { operations }: ApiDescription,
  requests: readonly RequestReport[],
  base: string,
): Coverage => {
  const keys = operations.map(keyOf);
  const touched = new Map<string, RequestReport[]>();
  for (const request of requests) {
    if (request.skipped || request.url === undefined) continue;
    const key = findOperation(keys, request.method, pathOf(request.url), pathOf(base));
    if (key !== undefined) touched.set(key, [...(touched.get(key) ?? []), request]);
  }
  return operations.map((operation) => {
    const own = touched.get(keyOf(operation)) ?? [];
    const statuses = new Set(own.map(({ status = 0 }) => statusKey(operation.statuses, status)));
    const sent = new Set(
      own.flatMap(({ parameters = [] }) => parameters.map((each) => `${each.in} ${each.name}`)),
    );
    return {
      operation,
      isTouched: own.length > 0,
      statuses: operation.statuses.filter((status) => !statuses.has(status)),
      parameters: operation.parameters
        .filter(({ in: place, name }) =>
          place === 'path'
            ? own.length === 0
            : !sent.has(`${place} ${place === 'header' ? name.toLowerCase() : name}`),
        )
        .map(({ in: place, name }) => `${place} ${name}`),
    };
  });
};

const share = (touched: number, all: number): number => (all === 0 ? 100 : (100 * touched) / all);

/** Percent of the operations that a run has touched. */
export const touchedShare = (coverage: Coverage): number =>
  share(coverage.filter(({ isTouched }) => isTouched).length, coverage.length);

const rowOf = (what: string, touched: number, all: number): readonly string[] => [
  what,
  formatCount(touched),
  formatCount(all),
  `${Math.floor(share(touched, all))} %`,
];

const lackingLine = ({ operation, isTouched, statuses, parameters }: OperationCoverage): string => {
  const key = keyOf(operation);
  const name = operation.name === key ? key : `${key} (${operation.name})`;
  if (!isTouched) return name;
  const lacking = [
    ...(statuses.length > 0 ? [`statuses ${statuses.join(', ')}`] : []),
    ...(parameters.length > 0 ? [`parameters ${parameters.join(', ')}`] : []),
  ];
  return lacking.length === 0 ? '' : `${name}: ${lacking.join('; ')}`;
};

/** A table of counts, then what was not touched, an operation per line. */
export const formatCoverage = (coverage: Coverage): string => {
  const sum = (count: (each: OperationCoverage) => number): number =>
    coverage.reduce((total, each) => total + count(each), 0);
  const statuses = sum(({ operation }) => operation.statuses.length);
  const parameters = sum(({ operation }) => operation.parameters.length);
  const table = formatTable(
    [
      ['coverage', 'touched', 'of', ''],
      rowOf(
        'operations',
        sum(({ isTouched }) => Number(isTouched)),
        coverage.length,
      ),
      rowOf('statuses', statuses - sum((each) => each.statuses.length), statuses),
      rowOf('parameters', parameters - sum((each) => each.parameters.length), parameters),
    ],
    new Set([1, 2, 3]),
  );
  const lines = coverage.map(lackingLine).filter((line) => line !== '');
  if (lines.length === 0) return `${table}\n`;
  return `${table}\n\nNot touched:\n${lines.map((line) => `  ${line}\n`).join('')}`;
};
