/**
 * Skips requests to a server that the environment does not name, and requests that the service permits no service
 * client.
 */

import { isServiceClient } from '../post-response/json-api/token-holder.ts';

const isEmpty = (name: string): boolean => String(pm.variables.get(name) ?? '').trim() === '';

/** Why the request can not succeed; '' when it can. */
function reason(): string {
  const { host = [], path = [] } = pm.request.url;
  if (host[0] === '{{own_server}}' && isEmpty('own_server')) {
    return '"own_server" is empty, as this environment uses another authorization server';
  }
  if (!isServiceClient(String(pm.variables.get('scope') ?? ''))) return '';
  const person = 'To send it as a person, empty service_client_id, access_token and scope, and sign in.';
  if (path.includes('userinfo')) return `there is no person behind the token of a service client. ${person}`;
  if (path.includes(':id')) {
    return `the service gives a service client 403 for every single object, whatever its scopes: its permission check does not fit its version of Django REST framework. ${person}`;
  }
  return pm.request.method === 'POST' && path[0] === 'v1'
    ? `a service client could not delete what it creates, as the service gives it 403 for every single object. ${person}`
    : '';
}

const why = reason();

if (why !== '') {
  pm.test.skip(`Not sent: ${why}`);
  pm.execution.skipRequest();
}
