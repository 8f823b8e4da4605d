/** Separates the statements of the login from the others of a script: whole statements go, and nothing that another one needs. */

import type { AnyNode } from 'acorn';
import { sandboxNames } from '../bundle/sandbox-names.ts';
import { childrenOf } from '../bundle/syntax.ts';
import type { Judge, Other, Verdict } from './judgement.ts';
import { declaredBy, namesUsedBy } from './syntax.ts';

/** What of a list of statements goes. */
export interface Separation {
  readonly gone: readonly AnyNode[];
  /** Where the login and something else are one. */
  readonly conflicts: readonly Other[];
  /** Statements that stay and need the library. */
  readonly libraryUsers: readonly AnyNode[];
}

/** A statement while it is judged. */
interface Part {
  readonly node: AnyNode;
  readonly verdict: Verdict;
  readonly declares: readonly string[];
  readonly uses: ReadonlySet<string>;
  /** What of it goes, where only some does. */
  readonly inner: Separation | undefined;
}

const NOTHING: Separation = { gone: [], conflicts: [], libraryUsers: [] };

/** Names under which libraries look for a browser. */
const SHIMS = new Set(['navigator', 'window', 'self', 'global', 'globalThis', 'document', 'location']);

/** What the libraries leave behind at the top. */
const LIBRARY_NAMES =
  /^(?:KJUR|KEYUTIL|RSAKey|X509|ASN1HEX|BigInteger|forge|pmlib|jose|nacl|sjcl|elliptic|jwt\w*|\w+to(?:hex|b64u?|utf8)|hexto\w+|b64\w*to\w+)$/;

const assignedName = (node: AnyNode): string[] =>
  node.type === 'ExpressionStatement' &&
  node.expression.type === 'AssignmentExpression' &&
  node.expression.left.type === 'Identifier'
    ? [node.expression.left.name]
    : [];

const isShim = ({ node, declares }: Part): boolean => {
  const names = [...declares, ...assignedName(node)];
  return names.length > 0 && names.every((name) => SHIMS.has(name));
};

const blocksIn = (node: AnyNode): AnyNode[] =>
  node.type === 'BlockStatement' ? [node] : childrenOf(node).flatMap(blocksIn);

const overlaps = (one: ReadonlySet<string>, names: readonly string[]): boolean =>
  names.some((name) => one.has(name));

const together = (parts: readonly Separation[]): Separation => ({
  gone: parts.flatMap(({ gone }) => gone),
  conflicts: parts.flatMap(({ conflicts }) => conflicts),
  libraryUsers: parts.flatMap(({ libraryUsers }) => libraryUsers),
});

class Separator {
  readonly #judge: Judge;
  readonly #script: number;

  constructor(judge: Judge, script: number) {
    this.#judge = judge;
    this.#script = script;
  }

  separate(body: readonly AnyNode[], depth: number): Separation {
    const parts = body.map((node) => this.#part(node, depth));
    const stays = stayingOf(parts);
    const gone = goingOf(parts, stays);
    const own: Separation = {
      gone: gone.map(({ node }) => node),
      conflicts: conflictsOf(parts, stays),
      libraryUsers: parts
        .filter((part) => !gone.includes(part) && (part.verdict.library || usesLibrary(part, parts)))
        .map(({ node }) => node),
    };
    return together([own, ...parts.map(({ inner }) => ({ ...NOTHING, ...inner, libraryUsers: [] }))]);
  }

  #part(node: AnyNode, depth: number): Part {
    const verdict = this.#judge.verdict(this.#judge.effectsOf(this.#script, node, depth));
    const isMixed = (verdict.login || verdict.library) && verdict.others.length > 0;
    const inner = isMixed ? this.#inside(node, depth) : undefined;
    return {
      node,
      verdict,
      inner,
      declares: declaredBy(node),
      uses: namesUsedBy(node, new Set(inner?.gone)),
    };
  }

  /** Looks into the blocks of a statement that does both; undefined where the statement itself does the login's work. */
  #inside(node: AnyNode, depth: number): Separation | undefined {
    const blocks = blocksIn(node);
    const effects = this.#judge.effectsOf(this.#script, node, depth);
    const direct = effects.filter(({ sites }) => !blocks.some((block) => sites[depth + 1] === block));
    const { login, library } = this.#judge.verdict(direct);
    if (login || library || blocks.length === 0) return undefined;
    return together(
      blocks.map((block) =>
        block.type === 'BlockStatement' ? this.separate(block.body, depth + 2) : NOTHING,
      ),
    );
  }
}

/** What does something else, and what that needs. */
const stayingOf = (parts: readonly Part[]): Part[] => {
  const stays = parts.filter(
    ({ verdict, inner }) => inner !== undefined || (verdict.others.length > 0 && !verdict.login),
  );
  for (const part of stays) {
    for (const other of parts)
      if (!stays.includes(other) && overlaps(part.uses, other.declares)) stays.push(other);
  }
  return stays;
};

/** The login's statements, and those that only they need or that only prepare for them. */
const goingOf = (parts: readonly Part[], stays: readonly Part[]): readonly Part[] => {
  const open = parts.filter((part) => !stays.includes(part));
  const needsLibrary = stays.some((part) => usesLibrary(part, parts));
  const gone = open.filter(({ verdict }) => verdict.login || (verdict.library && !needsLibrary));
  for (const part of gone) {
    for (const other of open) {
      if (gone.includes(other) || (needsLibrary && other.verdict.library)) continue;
      if (belongsTo(part, other, parts) || (part.verdict.library && isShim(other))) gone.push(other);
    }
  }
  return gone;
};

/** True for a statement that does nothing of its own, and that a statement which goes needs, or that needs or prepares it. */
const belongsTo = (part: Part, other: Part, parts: readonly Part[]): boolean => {
  if (overlaps(new Set([...part.declares, ...part.uses]), other.declares)) return true;
  if (overlaps(other.uses, part.declares)) return true;
  // A check of the login's inputs reads what the login reads.
  const own = parts.flatMap(({ declares }) => declares).filter((name) => other.uses.has(name));
  return other.declares.length === 0 && own.length > 0 && own.every((name) => part.uses.has(name));
};

/** Names that nobody declares are the library's, where one is evaluated. */
const usesLibrary = ({ uses }: Part, parts: readonly Part[]): boolean => {
  if (!parts.some(({ verdict }) => verdict.library)) return false;
  const declared = new Set(parts.flatMap(({ declares }) => declares));
  return [...uses].some((name) => !declared.has(name) && !sandboxNames.has(name) && LIBRARY_NAMES.test(name));
};

/** A statement that is both, and one that stays but needs what the login makes. */
const conflictsOf = (parts: readonly Part[], stays: readonly Part[]): Other[] =>
  parts.flatMap((part): Other[] => {
    const { verdict, inner, declares } = part;
    if (inner !== undefined || !verdict.login) return [];
    if (verdict.others.length > 0) return [...verdict.others];
    if (!stays.includes(part)) return [];
    return stays
      .filter(({ uses }) => overlaps(uses, declares))
      .map(({ node, uses }) => ({
        node,
        what: `uses ${declares.filter((name) => uses.has(name)).join(', ')}, which the login makes`,
      }));
  });

/** Separates a script's statements. */
export const separate = (judge: Judge, script: number): Separation => {
  const program = judge.read.scripts[script]?.program;
  return program === undefined ? NOTHING : new Separator(judge, script).separate(program.body, 0);
};
