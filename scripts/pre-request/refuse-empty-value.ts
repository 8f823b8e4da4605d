/** Refuses a request whose body names a variable that is empty, such as the id of a conference when none is live. */

import { refuse } from 'postsmith/sandbox';

const names = [...(pm.request.body?.raw ?? '').matchAll(/\{\{([^{}]+)\}\}/g)].map((match) => match[1] ?? '');
const empty = names.filter((name) => String(pm.variables.get(name) ?? '').trim() === '');

if (empty.length > 0) {
  const list = empty.map((name) => `"${name}"`).join(', ');
  refuse(
    'Not sent: a value in the body is missing',
    `${list} is empty. Run the list request that stores it first, or write the value into the body.`,
  );
}
