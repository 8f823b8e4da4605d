/**
 * A project's script as people read it in Postman and in a diff: the author's lines without their types, and what it
 * imports below them, a line for each module.
 */

import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { parse, type AnyNode, type ImportDeclaration, type Program } from 'acorn';
import { compile } from './compile.ts';
import { importedModules, type BundleMap, type MappedLines } from './imported-modules.ts';
import { sandboxModules } from './sandbox-names.ts';
import { stripTypes } from './strip-types.ts';
import { parametersName, walk } from './syntax.ts';
import { edited, segmentsOf, type Edit, type TracedText } from './traced-text.ts';

/** A script and its source map (version 3), whose sources are relative to the project. */
export interface ReadableScript {
  readonly text: string;
  readonly sourceMap: string;
}

interface ReadableOptions {
  /** Absolute. */
  readonly file: string;
  /** What it is called in messages. */
  readonly label: string;
  readonly root: string;
  /** Its default export is called with the parameters. */
  readonly parameterised: boolean;
}

/** The function at the end that gives what is imported. */
const IMPORTS = 'postsmithImports';
const MAIN = 'postsmithMain';
const NOTE = '// What it imports, bundled by Postsmith, each module on a line. Edit the sources instead.';

/** Every name in the code but those of its imports. */
const namesIn = (program: Program): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const statement of program.body.filter(({ type }) => type !== 'ImportDeclaration')) {
    walk(statement, (node) => {
      if (node.type === 'Identifier') names.add(node.name);
    });
  }
  return names;
};

/** What a declaration imports, as exports say it; only `import '…'` is there for what the module does. */
const exportsOf = (
  { specifiers, source, start, end }: ImportDeclaration,
  { text, used }: { readonly text: string; readonly used: ReadonlySet<string> },
): string[] => {
  const module = JSON.stringify(source.value);
  if (/^import\s*["']/.test(text.slice(start, end))) return [`import ${module};`];
  return specifiers
    .filter(({ local }) => used.has(local.name))
    .map((specifier) => {
      const { name } = specifier.local;
      if (specifier.type === 'ImportNamespaceSpecifier') return `export * as ${name} from ${module};`;
      const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : undefined;
      const original = imported?.type === 'Identifier' ? imported.name : (imported?.raw ?? 'default');
      return `export { ${original} as ${name} } from ${module};`;
    });
};

/** Words that mean something to the bundler, and names of our own. */
const bundlersNames = new Set([IMPORTS, MAIN, parametersName, 'module', 'exports']);

const isFieldOfSubclass = (node: AnyNode): boolean =>
  (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') &&
  node.superClass != null &&
  node.body.body.some(({ type }) => type === 'PropertyDefinition');

/** What the sandbox does not have at hand has to be bundled. */
const isBundledRequire = (node: AnyNode): boolean => {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false;
  const [name] = node.arguments;
  return (
    node.callee.name === 'require' && !(name?.type === 'Literal' && sandboxModules.has(String(name.value)))
  );
};

/** What only the bundler makes right. */
const isBeyond = (node: AnyNode): boolean =>
  node.type === 'ImportExpression' ||
  node.type === 'MetaProperty' ||
  node.type === 'ExportAllDeclaration' ||
  (node.type === 'ExportNamedDeclaration' && node.source != null) ||
  (node.type === 'ExportDefaultDeclaration' && node.declaration.type === 'ClassDeclaration') ||
  (node.type === 'Identifier' && bundlersNames.has(node.name)) ||
  isFieldOfSubclass(node) ||
  isBundledRequire(node);

const isReadable = (program: Program): boolean => {
  let readable = true;
  walk(program, (node) => {
    if (isBeyond(node)) readable = false;
  });
  return readable;
};

/** The line end behind a statement goes with it. */
const wholeLine = (text: string, { start, end }: { readonly start: number; readonly end: number }): Edit => ({
  start,
  end: text[end] === '\n' ? end + 1 : end,
});

/** Takes `export` away; a default export without a name gets ours. */
const exportEdit = (text: string, node: Program['body'][number]): Edit[] => {
  if (node.type === 'ExportNamedDeclaration') {
    const { declaration, start } = node;
    return declaration == null ? [wholeLine(text, node)] : [{ start, end: declaration.start }];
  }
  if (node.type !== 'ExportDefaultDeclaration') return [];
  const { start, declaration } = node;
  const isNamed = declaration.type === 'FunctionDeclaration' && declaration.id != null;
  return [{ start, end: declaration.start, by: isNamed ? '' : `const ${MAIN} = ` }];
};

/** What the default export is called. */
const mainOf = ({ body }: Program): string => {
  const main = body.find((node) => node.type === 'ExportDefaultDeclaration')?.declaration;
  return main?.type === 'FunctionDeclaration' && main.id != null ? main.id.name : MAIN;
};

/** The first import becomes one line for all; it comes first, as imports do. */
const importEdits = (text: string, { body }: Program, names: readonly string[]): Edit[] => {
  const declarations = body.filter((node) => node.type === 'ImportDeclaration');
  const removed = declarations.map((each) => wholeLine(text, each));
  const [start = 0, isFirst] = [body[0]?.start, body[0] === declarations[0]];
  const call = names.length === 0 ? `${IMPORTS}();` : `const { ${names.join(', ')} } = ${IMPORTS}();`;
  return isFirst
    ? removed.map((edit, at) => (at === 0 ? { ...edit, by: `${call}\n` } : edit))
    : [{ start, end: start, by: `${call}\n` }, ...removed];
};

interface OwnPart {
  readonly code: TracedText;
  /** What the default export is called. */
  readonly main: string;
  /** Code that brings in what is imported; '' where nothing is. */
  readonly imports: string;
}

const ownPart = (source: string): OwnPart | undefined => {
  const plain = stripTypes(source);
  if (plain === undefined) return undefined;
  const { text } = plain;
  const program = parse(text, { ecmaVersion: 2022, sourceType: 'module' });
  if (!isReadable(program)) return undefined;
  const declarations = program.body.filter((node) => node.type === 'ImportDeclaration');
  const used = namesIn(program);
  const imports = declarations.flatMap((each) => exportsOf(each, { text, used })).join('\n');
  const locals = declarations.flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name));
  const importing =
    imports === ''
      ? declarations.map((each) => wholeLine(text, each))
      : importEdits(
          text,
          program,
          locals.filter((name) => used.has(name)),
        );
  const edits = [...importing, ...program.body.flatMap((node) => exportEdit(text, node))];
  return { code: edited(plain, edits), main: mainOf(program), imports };
};

const importedPart = async (
  source: string,
  { file, label, root }: ReadableOptions,
): Promise<(MappedLines & { readonly map: BundleMap }) | undefined> => {
  const compiled = await compile({ source, resolveDir: dirname(file), label, root, globalName: IMPORTS });
  // JSON.parse returns any; esbuild writes version 3.
  const map = JSON.parse(compiled.sourceMap) as BundleMap;
  const modules = importedModules(compiled.text, map);
  const importsItself = map.sources.some((each) => resolve(root, decodeURIComponent(each)) === file);
  return modules === undefined || importsItself ? undefined : { ...modules, map };
};

const none: MappedLines = { lines: [], segments: [] };

/**
 * Returns the script as people read it; undefined for one that only the bundler makes right, such as one with enums. It is
 * bundled already without a problem.
 */
export const readableScript = async (options: ReadableOptions): Promise<ReadableScript | undefined> => {
  const { file, root, parameterised } = options;
  const source = await readFile(file, 'utf8');
  const own = ownPart(source);
  if (own === undefined) return undefined;
  const imported = own.imports === '' ? undefined : await importedPart(own.imports, options);
  if (own.imports !== '' && imported === undefined) return undefined;
  const { lines, segments } = imported ?? none;
  const code: TracedText = { ...own.code, text: own.code.text.trimEnd() };
  const call = parameterised ? [`${own.main}(${parametersName});`] : [];
  const below = imported === undefined ? [] : [NOTE, `function ${IMPORTS}() {`];
  const text = [
    parameterised ? `(${parametersName}=>{` : '(() => {',
    code.text,
    ...call,
    ...below,
    ...lines,
    ...(imported === undefined ? [] : ['}']),
    parameterised ? '})' : '})();',
  ].join('\n');
  const mappings = [
    [],
    ...segmentsOf(code, source),
    ...[...call, ...below].map((): SourceMapSegment[] => []),
    ...segments.map((line) => line.map(behindOwnSource)),
  ];
  return {
    text,
    sourceMap: JSON.stringify({
      version: 3,
      sources: [
        relative(root, file).split(sep).map(encodeURIComponent).join('/'),
        ...(imported?.map.sources ?? []),
      ],
      sourcesContent: [source, ...(imported?.map.sourcesContent ?? [])],
      names: [],
      mappings: encode(mappings),
    }),
  };
};

/** The script's own source is the first of the map. */
const behindOwnSource = (segment: SourceMapSegment): SourceMapSegment => {
  const [column, source, line, sourceColumn] = segment;
  return source === undefined ? segment : [column, source + 1, line ?? 0, sourceColumn ?? 0];
};
