/** Compares texts that may hold placeholders: what a placeholder could become is not held against a declaration. */

import { replacePlaceholders } from '../model/placeholders.ts';
import type { TextPattern } from './rules.ts';

const PLACEHOLDER = /\{\{[^{}]*\}\}/;

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Nothing but placeholders: it can become any text. */
const isOpen = (text: string): boolean => replacePlaceholders(text, '') === '' && text !== '';

/** How texts are compared. */
export interface TextMatch {
  /** True when the text is, or can become, the other. */
  equals(text: string, other: string): boolean;
  /** True when the text looks, or can look, like the pattern. */
  looksLike(text: string, pattern: TextPattern): boolean;
  /** How many characters the text has; undefined where that is open. */
  lengthOf(text: string): number | undefined;
}

/** For what is declared. */
export const declaredMatch: TextMatch = {
  equals: (text, other) =>
    new RegExp(`^${text.split(PLACEHOLDER).map(escape).join('.*')}$`, 's').test(other) || text === other,
  looksLike: (text, { pattern }) => isOpen(text) || new RegExp(pattern).test(replacePlaceholders(text, 'x')),
  lengthOf: (text) => (PLACEHOLDER.test(text) ? undefined : text.length),
};

/** For what arrived: braces are just characters there. */
export const receivedMatch: TextMatch = {
  equals: (text, other) => text === other,
  looksLike: (text, { pattern }) => new RegExp(pattern).test(text),
  lengthOf: (text) => text.length,
};
