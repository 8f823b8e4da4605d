/** Postman's `{{placeholders}}`: which there are in a text, and which are malformed. */

import * as placeholders from '../../scripts/login/placeholders.ts';
import { closest } from '../did-you-mean.ts';
import { dynamicVariables } from './dynamic-variables.ts';

/** Values of variables by their names. */
export type Values = Readonly<Record<string, string>>;

/** Names of the placeholders in the text, in their order; a declaration may hold something else before it is checked. */
export const placeholdersIn = (text: string): string[] =>
  typeof text === 'string' ? placeholders.placeholdersIn(text) : [];

/** The text with every known placeholder filled in; an unknown one stays. */
export const fillPlaceholders = (text: string, values: Values): string =>
  placeholders.fillPlaceholders(text, (name) => (Object.hasOwn(values, name) ? values[name] : undefined));

/** The text with every placeholder replaced. */
export const replacePlaceholders = (text: string, by: string): string =>
  text.replaceAll(/\{\{[^{}]*\}\}/g, by);

/** True for what Postman fills in by itself (`$guid`, `$timestamp`, …) or from its vault. */
export const isDynamic = (name: string): boolean => name.startsWith('$') || name.startsWith('vault:');

/** What is wrong with the name of a dynamic variable. */
const dynamicProblems = (name: string): string[] => {
  if (!name.startsWith('$') || dynamicVariables.includes(name)) return [];
  const meant = closest(name, dynamicVariables);
  const advice =
    meant === undefined ? "Postman's documentation lists those that it knows" : `did you mean {{${meant}}}?`;
  return [
    `holds {{${name}}}, which Postman does not know and would send as it stands; ${advice}, and what is meant to be sent so belongs into the collection's literals`,
  ];
};

/**
 * What is wrong with the placeholders of a text, as clauses after the text's name.
 *
 * @param literals what may stand between braces as it is, or `{{` for braces that are never closed
 */
export const placeholderProblems = (text: string, literals: readonly string[] = []): string[] => {
  if (!text.includes('{{')) return [];
  const names = placeholdersIn(text).filter((name) => !literals.includes(name));
  const problems = names.flatMap((name) => {
    if (name.trim() === '') return ['holds a placeholder without a name: {{}}'];
    return name === name.trim()
      ? dynamicProblems(name)
      : [`has blanks inside {{${name}}}; write {{${name.trim()}}}`];
  });
  const open = replacePlaceholders(text, '').includes('{{') && !literals.includes('{{');
  return open ? [...problems, 'opens a placeholder with {{ that no }} closes'] : problems;
};
