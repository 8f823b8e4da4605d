import { expect, test } from 'vitest';
import { requestProblems } from './checking.ts';

const privateKey = `-----BEGIN PRIVATE KEY-----\n${'MIGHAgEAMBMGByqGSM49AgEGCCqG'.repeat(3)}\n-----END PRIVATE KEY-----`;

test.each<[string, object]>([
  ['a path variable', { url: 'https://{{host}}/a/:id/', pathVariables: { id: { value: '{{id}}' } } }],
  ['a base URL in a placeholder', { url: '{{base_url}}/a' }],
  ['a placeholder as port', { url: 'https://{{host}}:{{port}}/a' }],
  ['an IPv6 address', { url: 'https://[::1]:8443/' }],
  ['plain http', { url: 'http://localhost:3000/' }],
  ['a colon inside a segment', { url: 'https://a.example/v1/projects:list' }],
  ['dynamic variables', { headers: [{ name: 'X-Id', value: '{{$guid}}' }] }],
  [
    'a path variable that ends at a dot',
    { url: 'https://a.example/:id.jpeg', pathVariables: { id: { value: '1' } } },
  ],
  ['a body in a GET request', { body: { json: {} } }],
  ['settings', { settings: { followRedirects: false, maxRedirects: 0 } }],
  ['a JSON body that is null', { method: 'PUT', body: { json: null } }],
  [
    'braces in a text body',
    { method: 'POST', body: { text: '{"a":{"b":{}}}', mediaType: 'application/json' } },
  ],
  ['a query without value', { query: [{ name: 'limit' }] }],
  ['a query of a name alone', { query: [{ name: 'wsdl', value: null }] }],
  ['a bearer token from a variable', { headers: [{ name: 'Authorization', value: 'Bearer {{token}}' }] }],
  ['optional fields that are undefined', { description: undefined, scripts: undefined, extra: undefined }],
  ['a request without authorization', { authorization: 'none' }],
])('accepts %s', (_, fields) => {
  expect(requestProblems(fields)).toEqual([]);
});

test.each<[string, object, string]>([
  ['a missing URL', { url: undefined }, 'url is missing; it must be text'],
  ['a URL that is no text', { url: 7 }, 'url must be text, but is the number 7'],
  [
    'a relative URL',
    { url: '/api/' },
    'url must be absolute: begin it with https:// or http://, or with a {{placeholder}}',
  ],
  ['a query in the URL', { url: 'https://a.example/?b=c' }, 'url holds a query; declare it as `query`'],
  [
    'a fragment in the URL',
    { url: 'https://a.example/#b' },
    'url holds a fragment; declare it as `fragment`',
  ],
  [
    'a blank in the URL',
    { url: 'https://a.example/b c' },
    'url holds a blank or control character; write it as %20',
  ],
  [
    'credentials in the URL',
    { url: 'https://me:pass@a.example/' },
    'url holds a user name or password; declare an authorization',
  ],
  ['an impossible host', { url: 'https://a_b,c/' }, 'url has no valid host: "a_b,c"'],
  [
    'an undeclared path variable',
    { url: 'https://a.example/:id/' },
    "url has :id, which pathVariables does not declare; add id: { value: '…' }",
  ],
  [
    'a path variable that the URL lacks',
    { pathVariables: { id: { value: '1' } } },
    'pathVariables declares "id", but url has no segment :id',
  ],
  [
    'a path variable whose value would end the path',
    { url: 'https://a.example/:id', pathVariables: { id: { value: 'what?' } } },
    'pathVariables["id"].value holds ?, which ends a path; write it as %3F',
  ],
  [
    'a query behind a path variable',
    { url: 'https://a.example/:id?b=c', pathVariables: { id: { value: '1' } } },
    'url holds a query; declare it as `query`',
  ],
  [
    "a placeholder in a parameter's name that nothing closes",
    { query: [{ name: '{{filter' }] },
    'query[0].name opens a placeholder with {{ that no }} closes',
  ],
  [
    'a random value of a secret in an example',
    { examples: [{ name: 'e', status: 200, body: { access_token: 'mZ4k9QpL2xW7vB1n' } }] },
    'examples[0].body.access_token looks like a secret; write a {{placeholder}}, or in an example <access_token>, or, if it is public, list it in publicValues',
  ],
  ['a nameless path variable', { url: 'https://a.example/:/' }, 'url has a segment `:` without a name'],
  [
    'a method in small letters',
    { method: 'get' },
    'method must be a method in capitals, such as GET or REPORT, but is "get"',
  ],
  [
    'a method with a blank',
    { method: 'GET IT' },
    'method must be a method in capitals, such as GET or REPORT, but is "GET IT"',
  ],
  ['an open placeholder', { url: 'https://{{host/' }, 'url opens a placeholder with {{ that no }} closes'],
  [
    'a placeholder with blanks',
    { url: 'https://{{ host }}/' },
    'url has blanks inside {{ host }}; write {{host}}',
  ],
  [
    'a dynamic variable that Postman lacks',
    { query: [{ name: 'a', value: '{{$giud}}' }] },
    "query[0].value holds {{$giud}}, which Postman does not know and would send as it stands; did you mean {{$guid}}?, and what is meant to be sent so belongs into the collection's literals",
  ],
  [
    'single braces in the URL',
    { url: 'https://a.example/pets/{petId}' },
    'url holds {petId}, which is sent as it stands; write {{petId}} for a variable, or %7B and %7D for the braces',
  ],
  [
    'a nameless placeholder',
    { query: [{ name: 'a', value: '{{}}' }] },
    'query[0].value holds a placeholder without a name: {{}}',
  ],
  [
    'a header name that is no token',
    { headers: [{ name: 'X Id', value: '' }] },
    `headers[0].name is "X Id", but a header's name is letters, digits and - only`,
  ],
  [
    'a line break in a header',
    { headers: [{ name: 'Accept', value: 'a\r\nX-Evil: b' }] },
    'headers[0].value holds a line break',
  ],
  [
    'a header that cannot be sent',
    { headers: [{ name: 'X-Name', value: '☃' }] },
    'headers[0].value holds a character that a header cannot carry',
  ],
  ['an empty header name', { headers: [{ name: '', value: '' }] }, 'headers[0].name is empty'],
  ['an empty query name', { query: [{ name: ' ' }] }, 'query[0].name is empty'],
  [
    'an empty form field name',
    { method: 'POST', body: { form: [{ name: '', value: 'a' }] } },
    'body.form[0].name is empty',
  ],
  [
    'a switch that is no boolean',
    { query: [{ name: 'a', enabled: 'no' }] },
    'query[0].enabled must be true or false, but is text',
  ],
  ['headers that are no list', { headers: { Accept: 'a' } }, 'headers must be a list, but is an object'],
  ['an unknown field', { header: [] }, 'unknown field "header"; did you mean "headers"?'],
  [
    'an unknown field of a header',
    { headers: [{ name: 'A', value: 'b', disabled: true }] },
    'unknown field "disabled" of headers[0]; known are name, value, description, enabled',
  ],
  [
    'an unknown script',
    { scripts: { preRequest: ['refuse-chnges'] } },
    'there is no script scripts/pre-request/refuse-chnges.ts; did you mean "refuse-changes"?',
  ],
  [
    'a script of the other stage',
    { scripts: { postResponse: ['refuse-changes'] } },
    'there is no script scripts/post-response/refuse-changes.ts; scripts/pre-request/refuse-changes.ts exists, so name it under preRequest',
  ],
  [
    'a script with its ending',
    { scripts: { preRequest: [{ name: 'refuse-changes.ts' }] } },
    'name the script without its ending: "refuse-changes"',
  ],
  [
    'a script that is a function',
    { scripts: { preRequest: [() => 1] } },
    "scripts.preRequest[0] must be a script's name, or { name, parameters }",
  ],
  [
    'script parameters that JSON lacks',
    { scripts: { preRequest: [{ name: 'refuse-changes', parameters: { check: () => 1 } }] } },
    "scripts.preRequest[0].parameters.check is a function, which JSON can't hold",
  ],
  [
    'a private key in a description',
    { description: privateKey },
    'description holds what looks like a private key (PEM); put it into an environment variable declared with secret(), or, if it is public, list it in publicValues',
  ],
  [
    'a literal API key in a header',
    { headers: [{ name: 'X-Api-Key', value: 'a8sd7f6as8d7f6' }] },
    'headers[0].value looks like a secret; write {{a_variable}} and declare that one with secret(), or, if it is public, list it in publicValues',
  ],
  [
    'a private key in a body',
    { method: 'POST', body: { json: { key: privateKey } } },
    'body.json.key holds what looks like a private key (PEM); put it into an environment variable declared with secret(), or, if it is public, list it in publicValues',
  ],
])('refuses %s', (_, fields, problem) => {
  expect(requestProblems(fields)).toEqual([problem]);
});

test('notices a body that contains itself', () => {
  const json: Record<string, unknown> = {};
  json['self'] = json;
  expect(requestProblems({ method: 'POST', body: { json } })).toEqual(['body.json.self contains itself']);
});

test.each<[string, object, readonly string[]]>([
  ['a scope', { scope: 'read write' }, []],
  ['alternatives', { scope: ['user read', 'service read'] }, []],
  [
    'two blanks',
    { scope: 'a  b' },
    ['scope must be scope tokens with one blank between them (RFC 6749 §3.3), or a list of such texts'],
  ],
  [
    'no alternative',
    { scope: [] },
    ['scope must be scope tokens with one blank between them (RFC 6749 §3.3), or a list of such texts'],
  ],
  [
    'a scope without a token',
    { scope: 'a', authorization: 'none' },
    ["scope has no meaning with authorization: 'none'; remove one of them"],
  ],
])('a request may need %s, or is told why not', (_, fields, problems) => {
  expect(requestProblems(fields)).toEqual(problems);
});

test('says where the name of a path variable ends', () => {
  const url = 'https://a.example/:id.jpeg';
  expect(requestProblems({ url, pathVariables: { 'id.jpeg': { value: '1' } } })).toEqual([
    "url has :id, which pathVariables does not declare; add id: { value: '…' }",
    'pathVariables declares "id.jpeg", but url has no segment :id.jpeg; Postman ends such a name at the first dot',
  ]);
});
