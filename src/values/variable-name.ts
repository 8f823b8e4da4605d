/** The names under which a process can give a variable of an environment its value. */

/** Names that shells, systems and platforms export by themselves: what they hold is not meant for a collection. */
const SYSTEM_NAMES = new Set(
  (
    'ALL_PROXY APPDATA CI COLUMNS COMPUTERNAME DEBUG DISPLAY DOMAIN EDITOR EMAIL ENV EUID HOME HOST HOSTNAME HOSTTYPE ' +
    'HTTPS_PROXY HTTP_PROXY INIT_CWD LANG LANGUAGE LINES LOCALAPPDATA LOGNAME MACHTYPE MAIL NAME NODE_ENV NODE_OPTIONS ' +
    'NO_PROXY OLDPWD OS OSTYPE PAGER PATH PORT PPID PROFILE PROMPT PS1 PWD SHELL SHLVL TEMP TERM TMP TMPDIR TZ UID USER ' +
    'USERDOMAIN USERNAME USERPROFILE VISUAL'
  ).split(' '),
);

const PREFIX = 'POSTSMITH_';

const upperCase = (key: string): string => key.toUpperCase().replace(/[^A-Z0-9]/g, '_');

/** True when a process variable of the variable's own name may have been set by the system. */
export const isSystemName = (key: string): boolean =>
  SYSTEM_NAMES.has(upperCase(key)) || upperCase(key).startsWith('LC_');

/** The name to give a variable by: `client_private_key` → `CLIENT_PRIVATE_KEY`, but `host` → `POSTSMITH_HOST`. */
export const variableName = (key: string): string => `${isSystemName(key) ? PREFIX : ''}${upperCase(key)}`;

/** The names under which a variable is looked for, the first one first. */
export const variableNames = (key: string): readonly string[] => [
  `${PREFIX}${upperCase(key)}`,
  upperCase(key),
  key,
];
