/** Refuses every request while the variable `base_url` is no address that `/v1/` could follow. */

import { refuse } from 'postsmith/sandbox';

/** What is wrong with the address, as the end of a sentence; '' when nothing. */
const problemOf = (address: string): string => {
  if (address === '' || address.includes('{{')) return 'is empty';
  if (!/^https?:\/\/[^/\s]/i.test(address)) return 'does not begin with https:// or http:// and a host';
  return address.endsWith('/') ? 'ends in a slash; remove that' : '';
};

const problem = problemOf(pm.variables.replaceIn('{{base_url}}').trim());

if (problem !== '') {
  refuse(
    'Not sent: the address of the service is missing',
    `"base_url" ${problem}. It is the address of the service without a path, such as http://localhost:8000; fill it in in the environment, and see that the environment is selected.`,
  );
}
