/**
 * Scripts of a collection, folder or request. Postman shows one script per event, so several become one text.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/event.html
 */

import type { Scripts, ScriptUse } from '../model/collection.ts';
import type { PostmanEvent } from '../format/collection.ts';
import { idOf, type Path } from './id.ts';

/** The key of `Scripts` under which a script is declared. */
export type ScriptStage = keyof Scripts;

/** Scopes of which one is enough, each as its tokens. */
export type RequiredScope = readonly (readonly string[])[];

/** The finished texts of scripts, which only a bundler can make. */
export interface ScriptTexts {
  /** One use of a script by name: self-contained. */
  text(use: ScriptUse, stage: ScriptStage): string;
  /** What runs before every request of the collection: its declared scripts, then the login. Empty if nothing does. */
  readonly collectionPreRequest: string;
  /** What notices after a response that the token was refused; absent without an authorization. */
  readonly renewToken?: string;
  /** What refuses a request for which too little was granted. */
  requireScope(needed: RequiredScope): string;
}

/** Postman's words for the two stages. */
const listeners = { preRequest: 'prerequest', postResponse: 'test' } as const;

/** A script that is named in short. */
export const scriptUse = (use: string | ScriptUse): ScriptUse =>
  typeof use === 'string' ? { name: use } : use;

/** Keeps a script from judging an answer for which the request will be repeated (see scripts/post-response/renew-token.ts). */
export const skipWhenRepeated = (text: string): string =>
  `if (pm.variables.get('postsmith.repeat') !== pm.info.requestId) {\n${text.trimEnd()}\n}\n`;

const emitEvent = (stage: ScriptStage, text: string, path: Path): readonly PostmanEvent[] =>
  text === ''
    ? []
    : [
        {
          listen: listeners[stage],
          script: {
            id: idOf(listeners[stage], path),
            type: 'text/javascript',
            exec: text.trimEnd().split('\n'),
          },
        },
      ];

const declaredText = (scripts: Scripts | undefined, stage: ScriptStage, texts: ScriptTexts): string =>
  (scripts?.[stage] ?? []).map((use) => texts.text(scriptUse(use), stage)).join('');

const postResponseText = (scripts: Scripts | undefined, texts: ScriptTexts): string => {
  const text = declaredText(scripts, 'postResponse', texts);
  return text === '' || texts.renewToken === undefined ? text : skipWhenRepeated(text);
};

/** The scope that a request declares, in the form in which its script is told. */
const requiredScope = (scope: string | readonly string[]): RequiredScope =>
  (typeof scope === 'string' ? [scope] : scope).map((text) => text.split(' '));

/** The events of a folder or request. The scope comes first: without it no other script has anything to prepare. */
export const emitEvents = (
  { scripts, scope }: { readonly scripts?: Scripts; readonly scope?: string | readonly string[] },
  texts: ScriptTexts,
  path: Path,
): readonly PostmanEvent[] => [
  ...emitEvent(
    'preRequest',
    (scope === undefined ? '' : texts.requireScope(requiredScope(scope))) +
      declaredText(scripts, 'preRequest', texts),
    path,
  ),
  ...emitEvent('postResponse', postResponseText(scripts, texts), path),
];

/** The events of the collection itself. */
export const emitCollectionEvents = (
  scripts: Scripts | undefined,
  texts: ScriptTexts,
  path: Path,
): readonly PostmanEvent[] => [
  ...emitEvent('preRequest', texts.collectionPreRequest, path),
  ...emitEvent('postResponse', (texts.renewToken ?? '') + postResponseText(scripts, texts), path),
];
