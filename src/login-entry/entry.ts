/** An entry module while it is written: its code, and the imports that the code needs. */

/** Where the modules of the login are, below `scripts/`. */
export const LOGIN = 'login';

/** Collects the imports of an entry while its code is written. */
export class Entry {
  readonly #folder: string;
  readonly #imports = new Map<string, Set<string>>();

  constructor(scriptsFolder: string) {
    this.#folder = scriptsFolder;
  }

  /** The quoted path of a module below `scripts/`. */
  path(module: string): string {
    return literal(`${this.#folder}/${module}.ts`);
  }

  /** Returns the name of an export, which is imported from now on. */
  use(module: string, name: string): string {
    this.#imports.set(module, (this.#imports.get(module) ?? new Set()).add(name));
    return name;
  }

  /** The whole module. */
  text(code: string): string {
    const imports = [...this.#imports].map(
      ([module, names]) => `import { ${[...names].join(', ')} } from ${this.path(module)};`,
    );
    return [...imports, code, ''].join('\n');
  }
}

/** A value as code. */
export const literal = (value: unknown): string => JSON.stringify(value);

/** An object literal whose members are code; those that are undefined are left out. */
export const object = (members: Readonly<Record<string, string | undefined>>): string =>
  `{ ${Object.entries(members)
    .flatMap(([name, code]) => (code === undefined ? [] : [`${name}: ${code}`]))
    .join(', ')} }`;
