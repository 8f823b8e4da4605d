/** The bench's report: a table for people, JSON for programs. */

import { formatTable } from '../../src/report/terminal.ts';
import { keepsBudget, type Result, type Unit } from './result.ts';

const formatValue = (value: number, unit: Unit): string => {
  if (unit === 'bytes') return `${value.toLocaleString('en-US')} bytes`;
  if (unit === '×') return `${value.toFixed(value < 0.1 ? 3 : 2)} ×`;
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
};

const verdict = (result: Result): string => {
  const kept = keepsBudget(result);
  if (kept === undefined) return '';
  return kept ? 'kept' : 'MISSED';
};

/** A table, with a blank line between sections. */
export const formatResults = (results: readonly Result[]): string => {
  const rows = results.map((result) => [
    result.section,
    result.name,
    formatValue(result.value, result.unit),
    result.budget === undefined ? '' : `≤ ${formatValue(result.budget, result.unit)}`,
    verdict(result),
  ]);
  return formatTable([['section', 'what', 'value', 'budget', ''], ...rows], new Set([2, 3]));
};

/** `{node, kept, results: [{section, name, value, unit, budget?, kept?}]}` */
export const jsonOf = (results: readonly Result[]): string => {
  const rows = results.map((result) => {
    const kept = keepsBudget(result);
    return kept === undefined ? result : { ...result, kept };
  });
  const kept = results.every((result) => keepsBudget(result) !== false);
  return JSON.stringify({ node: process.version, kept, results: rows }, null, 2);
};
