/** README.md of a new project: what is in it, and what to do with it. */

import { oneLine } from '../values/one-line.ts';
import { variableName } from '../values/variable-name.ts';
import { mustBeFilledIn } from './env-example.ts';
import { signInCommands, type Start } from './start.ts';
import { storedName } from './workflow.ts';

/** A text that somebody else wrote, as it stands in Markdown. */
const plain = (text: string): string => oneLine(text).replaceAll(/[\\`*_[\]<>|#]/g, String.raw`\$&`);

const table = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const values = ({ needed }: Start): string => {
  const rows = needed
    .filter(mustBeFilledIn)
    .map(({ name, isSecret, where = '' }) => [
      `\`${variableName(name)}\``,
      plain(where),
      `${isSecret ? 'secret' : 'variable'} \`${storedName(name)}\``,
    ]);
  if (rows.length === 0) return '';
  return `
## The values that it needs

Locally they stand in \`.env\`, which git ignores; on GitHub, in the repository's settings below *Secrets and variables › Actions*.

${table([['in `.env`', 'where it is found', 'on GitHub'], ['---', '---', '---'], ...rows])}
`;
};

/** The text of the file; `prefix` stands before the names of the scripts in package.json. */
export const readmeText = (start: Start, prefix: string): string => {
  const signIn = signInCommands(start).map(
    (command) => `$ ${command}      # signs you in, with the browser\n`,
  );
  return `# ${plain(start.project.declaration.name)}

A Postman collection as code, made with Postsmith.

\`\`\`console
$ npm install
$ npm run ${prefix}verify      # builds dist/, and runs it against a server on this machine
${signIn.join('')}$ npm run ${prefix}run         # runs it against the real server
\`\`\`

| | |
|---|---|
| \`collections/\`, \`environments/\` | what becomes a collection and an environment |
| \`scripts/post-response/\` | scripts that run in Postman after a response; \`scripts/pre-request/\` is for those before a request |
| \`dist/\` | what \`npm run ${prefix}build\` makes of them: import it into Postman, and commit it |
${values(start)}`;
};
