/** The Pexip collection as a whole: what is in it, that nothing in it is dangerous, and that its ids join up. */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import collection from '../../collections/pexip-management.ts';
import { commands, resources } from '../../collections/pexip-management/facts.ts';
import environment from '../../environments/pexip-management.ts';
import { foldersOf, requestsOf } from './walk.ts';

const placed = requestsOf(collection);
const folders = foldersOf(collection);
const path = (url: string): string => url.replace('https://{{host}}', '');
const places = (found: readonly { readonly place: string }[]): readonly string[] =>
  found.map(({ place }) => place);

describe('what the Pexip collection holds', () => {
  it('has at least 500 requests, in five folders with what a newcomer needs first', () => {
    expect(placed.length).toBeGreaterThanOrEqual(500);
    expect(collection.items.map(({ name }) => name)).toEqual([
      'Get started',
      'Status',
      'History',
      'Configuration',
      'Command',
    ]);
    expect(placed[0]?.request).toMatchObject({
      method: 'GET',
      name: 'Alarms',
      url: 'https://{{host}}/api/admin/status/v1/alarm/',
    });
  });

  it('knows 131 resources and 23 commands', () => {
    expect(resources).toHaveLength(131);
    expect(commands).toHaveLength(23);
  });

  it('has a request for every resource but those whose methods were never seen, which it names', () => {
    const urls = placed.map(({ request }) => path(request.url));
    const missing = resources
      .map(({ area, name }) => `/api/admin/${area}/v1/${name.replace('<id>', ':id')}/`)
      .filter((list) => !urls.some((url) => url.startsWith(list)));
    expect(missing).toEqual(
      ['cancel', 'finish', 'upload'].map(
        (step) => `/api/admin/configuration/v1/upgrade_request/:id/${step}/`,
      ),
    );
    for (const place of [
      collection.description,
      folders.find(({ name }) => name === 'Configuration')?.description,
    ]) {
      expect(place).toContain('`upgrade_request/<id>/cancel/`, `…/finish/` and `…/upload/`');
    }
  });

  it('has a request for every command', () => {
    const urls = new Set(
      placed.filter(({ request }) => request.method === 'POST').map(({ request }) => path(request.url)),
    );
    const missing = commands.filter(
      ({ scope, action }) => !urls.has(`/api/admin/command/v1/${scope}/${action}/`),
    );
    expect(missing).toEqual([]);
  });

  it('has every method that a resource is known to take on one object', () => {
    const sent = new Set(placed.map(({ request }) => `${request.method} ${path(request.url)}`));
    const missing = resources.flatMap(({ area, name, detailMethods, singleton }) =>
      detailMethods
        .filter((method) => method !== 'POST')
        .filter((method) => {
          const list = `${method} /api/admin/${area}/v1/${name}/`;
          return !sent.has(`${list}:id/`) && !(singleton === true && sent.has(`${list}1/`));
        })
        .map((method) => `${method} ${area} ${name}`),
    );
    expect(missing, 'licensing objects say no address').toEqual(['GET status licensing']);
  });

  it('gives no two siblings the same name, and no name a slash', () => {
    for (const items of [collection.items, ...folders.map((folder) => folder.items)]) {
      const names = items.map(({ name }) => name);
      expect(new Set(names).size, names.join(', ')).toBe(names.length);
      expect(names.filter((name) => name.includes('/'))).toEqual([]);
    }
  });

  it('gives no two folders the same name, and sorts those of each part by it', () => {
    const names = folders.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const { items } of folders.filter(({ name }) => /^(Status|History|Configuration)$/.test(name))) {
      const shown = items.map(({ name }) => name);
      expect(shown).toEqual([...shown].sort((one, other) => one.localeCompare(other, 'en')));
    }
  });

  it('runs two scripts for each request, those of the collection', () => {
    const withScripts = [...folders, ...placed.map(({ request }) => request)].filter(
      ({ scripts }) => scripts !== undefined,
    );
    expect(withScripts).toEqual([]);
  });

  it('is smaller than 2.2 MB', () => {
    const file = resolve(
      import.meta.dirname,
      '../../dist/collections/pexip-management.postman_collection.json',
    );
    expect(statSync(file).size).toBeLessThan(2_200_000);
  });

  it('names no source that the facts were gathered from', () => {
    expect(JSON.stringify(collection)).not.toMatch(/terraform|github|openapi|pexshell|\bS[1-6]\b/i);
  });

  it('marks as such what was seen in one source only', () => {
    const uncertain = folders.filter(({ description }) =>
      description?.includes('**Not certain:** this was seen'),
    );
    const known = resources.filter(
      (resource) => resource.uncertain === true && resource.listMethods.length > 0,
    );
    expect(uncertain.map(({ name }) => name.replace(/^.*\((.*)\)$/, '$1')).sort()).toEqual(
      known.map(({ name }) => name.replace('/<id>/', ' ')).sort(),
    );
    expect(JSON.stringify(collection)).toContain('| seen in one source only |');
  });
});

describe('what the Pexip collection must never do', () => {
  it('ends every path in a slash', () => {
    expect(places(placed.filter(({ request }) => !request.url.endsWith('/')))).toEqual([]);
  });

  it('sends PUT, PATCH and DELETE to the address of one object only', () => {
    const changing = placed.filter(({ request }) => ['PUT', 'PATCH', 'DELETE'].includes(request.method));
    expect(changing.length).toBeGreaterThan(200);
    expect(
      places(changing.filter(({ request }) => !/\/v1\/[a-z0-9_]+\/(:id|1)\/$/.test(request.url))),
    ).toEqual([]);
  });

  it('replaces, updates and deletes what it has created itself, wherever it can create', () => {
    const changing = placed.filter(({ request }) => ['PUT', 'PATCH', 'DELETE'].includes(request.method));
    const wrong = changing.filter(({ request }) => {
      const list = request.url.replace(/(:id|1)\/$/, '');
      const canCreate = placed.some((other) => other.request.method === 'POST' && other.request.url === list);
      const id = request.pathVariables?.['id']?.value ?? '';
      if (canCreate) return !id.startsWith('{{new_');
      return id === '' ? request.method !== 'PATCH' : !/^[0-]+$/.test(id);
    });
    expect(places(wrong)).toEqual([]);
  });

  it('sends back what was read, where there is one object only, and refuses to before', () => {
    const updates = placed.filter(({ request }) => request.method === 'PATCH' && request.url.endsWith('/1/'));
    expect(updates).toHaveLength(6);
    for (const { request } of updates) {
      expect(request.body).toMatchObject({
        text: expect.stringMatching(/^\{\n  "\w+": \{\{kept_\w+\}\}\n\}$/),
        mediaType: 'application/json',
      });
    }
  });

  it('declares no variable of its own: each costs time at every request', () => {
    expect(collection.variables).toBeUndefined();
  });

  it('refuses requests with an empty id, and changes until they are allowed', () => {
    expect(collection.scripts?.preRequest).toEqual(['refuse-empty', 'refuse-changes']);
    expect(environment.variables).toHaveProperty('allow_changes', 'false');
  });

  it('holds nothing that looks like a password or a key', () => {
    const text = JSON.stringify(placed.map(({ request }) => [request.body, request.examples]));
    expect(text).not.toMatch(/-----BEGIN|eyJ[\w-]{10}/);
    const values = [...text.matchAll(/"(\w*(?:password|passphrase|secret|private_key))":"([^"]*)"/g)];
    expect(values.length).toBeGreaterThan(20);
    expect(values.filter(([, , value = '']) => value !== '' && !/^<.*>$/.test(value))).toEqual([]);
  });
});

const body = (name: string): string | undefined =>
  JSON.stringify(placed.find(({ request }) => request.name === name)?.request.body);

describe('the ids of the Pexip collection', () => {
  const provided = new Set(
    (collection.scripts?.postResponse ?? []).flatMap((use) =>
      typeof use === 'string' || 'code' in use ? [] : (use.provides ?? []),
    ),
  );
  const used = new Set(
    placed.flatMap(({ request }) =>
      [...JSON.stringify([request.url, request.pathVariables, request.body]).matchAll(/\{\{(\w+)\}\}/g)].map(
        ([, name = '']) => name,
      ),
    ),
  );

  it('are all stored by a script', () => {
    expect([...used].filter((name) => !provided.has(name)).sort()).toEqual(['host']);
  });

  it('are used by a request when a script stores them', () => {
    expect([...provided].filter((name) => !used.has(name))).toEqual([]);
  });

  it('lead commands to live conferences and participants, and emails to configured ones', () => {
    expect(body('conference lock')).toContain('{{conference_id}}');
    expect(body('participant mute')).toContain('{{participant_id}}');
    expect(body('conference send_conference_email')).toContain(
      '\\"conference_id\\": {{configuration_conference_id}}',
    );
  });
});

describe('the Pexip environment', () => {
  it('has the documented names and types, and no secret', () => {
    const secret = { kind: 'secret' };
    expect(environment.variables).toEqual({
      host: 'mgmt.example.com',
      client_id: '',
      client_private_key: secret,
      allow_changes: 'false',
      jwt_signed: secret,
      access_token: secret,
      access_token_for: '',
      expires: '',
      scope: '',
    });
  });
});
