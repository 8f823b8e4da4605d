/** The collection's description: how to get started, how to run it unattended, and what to do when it fails. */

const START = `The management API of a Pexip Infinity Management Node, version 34 or later: status, history, configuration and commands.
The collection gets its OAuth 2.0 token by itself and renews it. There is no library to paste and no script to edit.

## Get started

1. Import two files into Postman: this collection, and the environment *Pexip Infinity management*.
2. Select that environment (top right).
3. Fill in three values of the environment:

| variable | where you find it |
|---|---|
| \`host\` | open the node's About page, \`https://<your node>/admin/platform/about/\`, and take the host of one of its OAuth2 endpoints: of \`https://mgmt.example.com/oauth/token/\` that is \`mgmt.example.com\`, without \`https://\` and without a slash |
| \`client_id\` | on the node, where you create an OAuth2 client and give it a role |
| \`client_private_key\` | shown **once**, when you create that client: copy the whole PEM text, from \`-----BEGIN\` to \`-----END\` |

4. Open *Get started › Alarms* and press **Send**. The *Test Results* tab of the response says whether all is well.

The client's role decides what you may do. Its permissions are the scopes of the token; \`is_admin\` and \`use_api\` are the
least, and give base access only. Postman keeps what you fill in on your machine if you use the *current value* and not
the *initial* or *shared* one.`;

const CHANGES = `## Requests that change something

- Nothing that changes the node is sent until the environment says \`allow_changes\` = \`true\`. Set it back afterwards.
- *Replace*, *Update* and *Delete* act on the object that *Create* of the same folder has made (\`new_…_id\`), never on one that was there before.
- Where the API can't create an object, you choose the one to change or delete, by its id, which you write under Params › Path variables of the request. Until then it is the id of no object, and the response is 404.
- Settings of which there is only one (*Global settings*, *Registration* …) are in use: *Update* sends back what *Read* has found, until you edit its body.
- Commands act on \`conference_id\` and \`participant_id\`. *List* requests keep the first live one there; look at them before you send.
- **PUT, PATCH or DELETE on a list acts on every object at once**, and the address of an object whose id is empty *is* the list. So there is no such request here, and a request with an empty id is not sent.
- Passwords in bodies are placeholders such as \`<password>\`: write your own before you send.
- With \`allow_changes\` on, a run over the whole collection tries every change and every command. Do that on a test system only.`;

const READING = `## Lists, filters, references

- A list comes in pages: \`{"meta": {…}, "objects": […]}\`. \`limit\` is 20 unless given; \`meta.next\` is the path of the next page.
- Filters are in the Params tab; tick the ones you want. Behind a name you may put \`__exact\`, \`__iexact\`, \`__contains\`, \`__icontains\`, \`__startswith\`, \`__istartswith\`, \`__endswith\`, \`__iendswith\`, \`__regex\`, \`__iregex\`, \`__lt\`, \`__lte\`, \`__gt\` or \`__gte\`, as the resource's schema allows.
- Objects refer to each other by URI (\`/api/admin/configuration/v1/system_location/1/\`), not by id.
- Times are UTC. Every path ends in a slash.
- Send no more than 5 requests at once; the response is 429 when it's too many.
- A *List* keeps the id of the first object in a variable of the environment, such as \`status_alarm_id\`, which *Read* uses. When the list is empty there is no such variable, and *Read* is not sent: that is no fault. The ids of the last three lists are kept, and those that commands use.
- What a node sends is never taken for one of your variables: an id with two braces in it is not kept, and a failed test says so.`;

const TROUBLE = `## When it fails

A request that was not sent, or whose response is not the documented one, says why in its **Test Results** tab (below the request, beside *Body*
and *Headers*).

| what you see | what it means |
|---|---|
| \`invalid_client\`, \`unknown client\` | \`client_id\` is wrong, or the client is gone |
| \`invalid_client\`, \`invalid_claim\` | the node doesn't know itself by this \`host\`: take one of the OAuth2 endpoints on the About page |
| \`invalid_client\`, nothing else | wrong client id, or a private key that is not this client's, or a role without the permissions, or \`host\` as above |
| \`invalid_grant\` | the signed assertion is malformed, expired (check your computer's clock) or not ES256 |
| \`invalid_scope\` | the client's role lacks \`is_admin\` or \`use_api\` |
| "Could not get any response" | most often the node's self-signed certificate: add its authority under *Settings › Certificates › CA certificates*; or the node can't be reached |
| 401 | the token was not accepted; the next request gets a new one |
| 403 | the role lacks the permission for this resource |
| 404 | no such object, or this version doesn't have the resource |
| "… is empty" | send the *List*, *Create* or *Read* that the message names; it fills the variable in |`;

const UNATTENDED = `## Unattended

The same two files run in newman and in the Postman CLI. Keep the private key off the command line, where every user of the
machine can read it: write the filled-in environment to a file that only you can read, and remove it after the run.

\`\`\`
newman run pexip-management.postman_collection.json -e filled-in.json --folder "Get started" --ssl-extra-ca-certs node-ca.pem
postman collection run pexip-management.postman_collection.json -e filled-in.json -i "Get started" --ssl-extra-ca-certs node-ca.pem
\`\`\`

\`postsmith run pexip-management -e pexip-management --values .env --folder "Get started"\` reads \`HOST\`, \`CLIENT_ID\` and
\`CLIENT_PRIVATE_KEY\` from the \`.env\` file or, with \`POSTSMITH_\` before the name, from the process environment, and writes none of them.`;

const CERTAINTY = `## What is not certain

This is not a product of Pexip. Paths, methods, fields and defaults were gathered in November 2026 and not tried against a
node; what was seen in one source only says so. Examples are made up. Your node describes itself under
*Get started › What this node can do*; where it differs, the node is right.
Left out, as their methods were not seen: \`upgrade_request/<id>/cancel/\`, \`…/finish/\` and \`…/upload/\`.`;

/** Markdown. */
export const guide = [START, READING, CHANGES, TROUBLE, UNATTENDED, CERTAINTY].join('\n\n');
