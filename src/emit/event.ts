/**
 * Scripts of a collection, folder or request. Postman shows one script per event, so several become one text.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/event.html
 */

import type { ScriptCode, Scripts, ScriptUse } from '../model/collection.ts';
import type { PostmanEvent } from '../format/collection.ts';
import type { Path } from '../model/key.ts';
import type { EffectiveAuthorization } from '../model/identities.ts';
import { idOf } from './id.ts';

/** The key of `Scripts` under which a script is declared. */
export type ScriptStage = Exclude<keyof Scripts, 'ids'>;

/** The finished texts of scripts, which only a bundler can make. */
export interface ScriptTexts {
  /** One use of a script by name: self-contained. */
  text(use: ScriptUse, stage: ScriptStage): string;
  /** What logs the collection in, after its own scripts; absent without an authorization. */
  readonly login?: string;
  /** What notices after a response that the token was rejected; absent without an authorization. */
  readonly renewal?: string;
  /** What the API's description adds before and after each request; '' for nothing. */
  readonly described?: Readonly<Record<ScriptStage, string>>;
  /** What refuses a request for which none of these scopes was granted to what it is sent with; '' where none is asked for. */
  requireScope(needed: readonly string[], authorization: EffectiveAuthorization): string;
}

/** The texts of a collection that does not log itself in. */
export const withoutLogin = ({ text, described }: ScriptTexts): ScriptTexts => ({
  text,
  ...(described !== undefined && { described }),
  requireScope: () => '',
});

/** Postman's words for the two stages. */
const listeners = { preRequest: 'prerequest', postResponse: 'test' } as const;

/** A script that is named in short. */
export const scriptUse = (use: string | ScriptUse | ScriptCode): ScriptUse | ScriptCode =>
  typeof use === 'string' ? { name: use } : use;

/**
 * Code that others follow: neither a `return` nor a name of its own may reach them. A function would take a top-level
 * `await` from it, so code with one stands in a block.
 */
const isolated = (code: string): string =>
  /\bawait\b/.test(code) ? `{\n${code}\n}\n` : `(function () {\n${code}\n}).call(this);\n`;

/** Keeps a script from judging a response for which the request will be repeated (see scripts/login/renew.ts). */
const skipWhenRepeated = (text: string): string =>
  `if (pm.variables.get('postsmith.repeat') !== pm.info.requestId) {\n${text.trimEnd()}\n}\n`;

const emitEvent = (
  stage: ScriptStage,
  text: string,
  path: Path,
  ids: Scripts['ids'],
): readonly PostmanEvent[] =>
  text === ''
    ? []
    : [
        {
          listen: listeners[stage],
          script: {
            id: ids?.[stage] ?? idOf(listeners[stage], path),
            type: 'text/javascript',
            exec: text.replace(/\n$/, '').split('\n'),
          },
        },
      ];

/** @param isFollowed whether more stands below in the same event */
const declaredText = (
  scripts: Scripts | undefined,
  stage: ScriptStage,
  texts: ScriptTexts,
  isFollowed = false,
): string => {
  const uses = (scripts?.[stage] ?? []).map(scriptUse);
  const text = uses.map((use, at) => {
    if (!('code' in use)) return texts.text(use, stage);
    return isFollowed || at < uses.length - 1 ? isolated(use.code) : `${use.code}\n`;
  });
  return text.join('');
};

const postResponseText = (scripts: Scripts | undefined, texts: ScriptTexts, first = ''): string => {
  const text = first + declaredText(scripts, 'postResponse', texts);
  return text === '' || texts.renewal === undefined ? text : skipWhenRepeated(text);
};

/** The events of a folder or request. The scope comes first: without it no other script has anything to prepare. */
export const emitEvents = (
  { scripts, scope }: { readonly scripts?: Scripts; readonly scope?: string | readonly string[] },
  texts: ScriptTexts,
  { path, authorization }: { readonly path: Path; readonly authorization: EffectiveAuthorization },
): readonly PostmanEvent[] => [
  ...emitEvent(
    'preRequest',
    (scope === undefined ? '' : texts.requireScope([scope].flat(), authorization)) +
      declaredText(scripts, 'preRequest', texts),
    path,
    scripts?.ids,
  ),
  ...emitEvent('postResponse', postResponseText(scripts, texts), path, scripts?.ids),
];

/** Each script that refuses a request sets this variable for the login, which comes last. */
const BEGIN = "pm.variables.unset('postsmith.refused');\n";

/** What runs before every request: the collection's own scripts, then the login. */
const collectionPreRequest = (scripts: Scripts | undefined, texts: ScriptTexts): string => {
  const own =
    (texts.described?.preRequest ?? '') +
    declaredText(scripts, 'preRequest', texts, texts.login !== undefined);
  return (own !== '' && texts.login !== undefined ? BEGIN : '') + own + (texts.login ?? '');
};

/** The events of the collection itself. */
export const emitCollectionEvents = (
  scripts: Scripts | undefined,
  texts: ScriptTexts,
  path: Path,
): readonly PostmanEvent[] => [
  ...emitEvent('preRequest', collectionPreRequest(scripts, texts), path, scripts?.ids),
  ...emitEvent(
    'postResponse',
    (texts.renewal ?? '') + postResponseText(scripts, texts, texts.described?.postResponse),
    path,
    scripts?.ids,
  ),
];
