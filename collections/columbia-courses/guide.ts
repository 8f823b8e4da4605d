/** The collection's description: how to get started, how to run it unattended, and what to do when it fails. */

const START = `Columbia University's training service for JSON:API: courses, course terms, people, instructors and grades, in Django.
The collection logs in by itself as far as that can be done: it renews a token, or gets one for a service client. Once, a person
signs in.

## Get started

1. Import three files into Postman: this collection, and its two environments. *Columbia courses (local)* is for the service on your
   own machine with its own authorization server; *Columbia courses (university)* is for Columbia's authorization server.
2. Select one of them (top right) and fill in:

| variable | local | university |
|---|---|---|
| \`base_url\` | is there: \`http://localhost:8000\` | the address of the service, without a slash at the end |
| \`client_id\` | is there: the public client that the service comes with | Columbia's API team registers it, with the callback URL \`https://www.getpostman.com/oauth2/callback\` |
| \`client_secret\` | empty, as the client is public | you get it with the client id |

3. Open the collection's **Authorization** tab, press **Get New Access Token**, sign in, approve every scope, and press **Use Token**.
4. Open *Get started › All courses* and press **Send**.

Without a person, a **service client** logs in, which can read lists: fill in \`service_client_id\` and \`service_client_secret\` instead,
and press Send. It's a confidential client for client credentials, which Columbia's API team registers, or which you make under
\`http://localhost:8000/o/applications/\`. Postman keeps what you fill in on your machine if you use the *current value* and not the
*initial* or *shared* one.`;

const RIGHTS = `## What a token permits

| to | a person's token needs | a service client's token needs |
|---|---|---|
| read | \`auth-columbia demo-djt-sla-bronze openid https://api.columbia.edu/scope/group\` and \`read\` | \`auth-none demo-djt-sla-bronze\` and \`read\` |
| create, update, delete | the same and \`create\`, \`update\` or \`delete\` | the same and \`create\`, \`update\` or \`delete\` |

**A service client reads lists, and no more.** Whatever its scopes, the service gives it 403 for every single object
(\`/courses/{id}/\` and all below it): the service's permission check does not fit the version of Django REST framework that it uses.
It could create objects, but not delete them again. So with the token of a service client the requests that create something or are
about one object are not sent, and their tests are skipped with this reason; everything else works, lists and their filters above all.

On the approval page a person may untick scopes; then the token carries less, and a request that needs more is not sent, with the names of
the missing ones. A person must be in a group as well: with Columbia's login, \`demo_d_demo2\` to write; with the service's own,
\`team-a\` to read and \`team-c\` to write. Who isn't gets 403, and the same for a missing scope.`;

const DATA = `## What a run changes

Only what it has created itself. *Prepare* creates a person, an instructor, a course and two course terms; each folder creates another
object, changes it and deletes it; *Clean up* deletes the rest, also when something failed on the way. Names begin with *Postsmith*,
identifiers with *PS*. So there is no switch that would have to allow changes. With a service client, a run creates nothing.`;

const RULES = `## The rules of JSON:API

- Every request says \`Accept: application/vnd.api+json\`, and every body is \`application/vnd.api+json\`; otherwise 406 or 415.
- Every path ends in a slash. PUT is not permitted: PATCH changes what its body holds.
- An object has \`type\`, \`id\`, \`attributes\` and \`relationships\`; the last are changed with the object, or at an address of their own.
- A list comes in pages of 10. What else can be asked for is in *Queries*, and in the Params tab of each list.`;

const TROUBLE = `## When it fails

A request that was not sent, or whose response is not the documented one, says why in its **Test Results** tab (below the request, beside *Body*
and *Headers*).

| what you see | what it means |
|---|---|
| 401, \`invalid_token\` | the service trusts another authorization server than the one that issued the token, or the token has ended |
| 403 | a scope is missing, or the person is in the wrong group; to a service client the service says so for every single object |
| 406, 415 | the Accept or the Content-Type header is not \`application/vnd.api+json\` |
| \`invalid_client\` | the client id or the secret is wrong; the two authorization servers have different clients |
| \`invalid_grant\` | the refresh token was used already, or has expired: sign in again |
| \`invalid_scope\` | the client may not ask for one of the scopes |
| "Code challenge required" | PKCE is off; the collection has it on |
| an HTML page about the redirect URI | the callback URL is not registered for the client |
| 500 at *Grades* | a fault of the service, see there |`;

const UNATTENDED = `## Unattended

The same files run in newman and in the Postman CLI, with a refresh token in the environment, or with a service client, which reads lists:

\`\`\`
newman run columbia-courses.postman_collection.json -e filled-in.json
postman collection run columbia-courses.postman_collection.json -e filled-in.json
\`\`\`

A refresh token works once: the response brings the next one, which must be kept for the next run. \`postsmith login columbia-courses -e
columbia-courses-local\` signs in once and keeps what it gets in a file that only you can read; \`postsmith run\` takes the token from
there and puts the next one there. The folders belong together: run all of them, or *Prepare*, the ones that you want, and *Clean up*.`;

const CERTAINTY = `## What is not certain

This is not a product of Columbia University. Paths, scopes and responses were gathered in November 2026 from the service's public source
and from a running copy; examples are made up. Where the service differs, the service is right.`;

/** Markdown. */
export const guide = [START, RIGHTS, DATA, RULES, TROUBLE, UNATTENDED, CERTAINTY].join('\n\n');
