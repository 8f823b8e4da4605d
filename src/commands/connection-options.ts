/** The options of how a command connects to real servers. */

import { checkAuthorityFile } from '../run/authority-file.ts';
import { readProxy } from '../run/proxy.ts';
import { optionOf, pathOf } from './arguments.ts';
import type { CommandContext, CommandInput, OptionSpec } from './command.ts';

export const caOption: OptionSpec = {
  name: 'ca',
  value: '<file>',
  description: 'Certificate authorities (PEM) to trust besides the known ones.',
};

export const proxyOption: OptionSpec = {
  name: 'proxy',
  value: '<url>',
  description:
    'The proxy through which everything is sent; else HTTP_PROXY and HTTPS_PROXY say it. NO_PROXY is heeded.',
};

/** The path of `--ca`. @throws PostsmithError USAGE when the file holds no authority */
export const authorityFileOf = async (
  input: CommandInput,
  context: Pick<CommandContext, 'folder'>,
): Promise<string | undefined> => {
  const path = pathOf(input, 'ca', context);
  if (path !== undefined) await checkAuthorityFile(path);
  return path;
};

/** The address of `--proxy`. @throws PostsmithError USAGE */
export const proxyOf = (input: CommandInput): string | undefined => {
  const given = optionOf(input, 'proxy');
  return given === undefined ? undefined : readProxy(given);
};
