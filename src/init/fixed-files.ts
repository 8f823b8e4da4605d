/** Files that are the same in every new project. */

/** Every declaration and script under one roof: an editor and `npx tsc --noEmit` take it as it is. */
export const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2022",
    "lib": ["es2022"],
    "module": "preserve",
    "moduleDetection": "force",
    // The globals that scripts have in Postman: pm, console, …
    "types": ["postsmith/sandbox"],
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "verbatimModuleSyntax": true,
    "allowImportingTsExtensions": true,
    "resolveJsonModule": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": ["collections", "environments", "scripts"]
}
`;

/** What git must not see: dependencies, values, keys, and the tokens of people who have signed in. */
const IGNORED = ['node_modules/', '.env', 'keys/', '.postsmith/'];

/** The rules that lack, below those that are there. */
export const gitignoreText = (before: string | undefined): string => {
  const rules = new Set((before ?? '').split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, '')));
  const lacking = IGNORED.filter((rule) => !rules.has(rule.replace(/\/$/, '')));
  const own = before === undefined || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`;
  return own + lacking.map((rule) => `${rule}\n`).join('');
};

/** A script that runs after a response, by its name. */
export const SCRIPTS = {
  /** For a request that must succeed. */
  succeeds: `// Runs in Postman after the response, where it stays readable. What it may use: pm, and imports, which are bundled.
pm.test('the request succeeds', () => {
  pm.expect(pm.response.code).to.be.within(200, 299);
});
`,
  /** For requests of which nobody knows what they should get. */
  'is-served': `// Runs in Postman after each response, where it stays readable. What it may use: pm, and imports, which are bundled.
pm.test('the server knows who asks, and makes no error of its own', () => {
  pm.expect(pm.response.code).to.not.equal(401);
  pm.expect(pm.response.code).to.be.below(500);
});
`,
} as const;

/** The name of such a script. */
export type ScriptName = keyof typeof SCRIPTS;
