/** The HTML of the login and consent pages: plain, with a label for each control, and nothing from elsewhere. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** Forms post to the address of their page. */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

const BUTTONS = `<p>
<button name="action" value="allow">Allow</button>
<button name="action" value="deny" formnovalidate>Deny</button>
</p>`;

/** Asks for a user name. */
export const loginPage = (client: string, problem?: string): string =>
  page(
    'Log in',
    `<form method="post">
<p>to go on to ${escape(client)}</p>
${problem === undefined ? '' : `<p role="alert">${escape(problem)}</p>`}
<p><label for="name">User name</label> <input id="name" name="name" autocomplete="username" required autofocus></p>
${BUTTONS.replace('Allow', 'Log in').replace('Deny', 'Cancel')}
</form>`,
  );

/** Asks which scope tokens to grant; all are ticked. */
export const consentPage = (client: string, person: string, scope: readonly string[]): string =>
  page(
    'Allow access',
    `<form method="post">
<fieldset>
<legend>${escape(client)} wants to act for ${escape(person)}. It may:</legend>
${scope.map(scopeLine).join('\n')}
</fieldset>
${BUTTONS}
</form>`,
  );

/** Without `openid` it is no OpenID request any more, so nobody can reject that alone (OpenID Connect Core §3.1.2.1). */
const scopeLine = (token: string, index: number): string => {
  const value = escape(token);
  const box =
    token === 'openid'
      ? `<input type="hidden" name="scope" value="${value}"><input type="checkbox" id="scope-${index}" checked disabled>`
      : `<input type="checkbox" id="scope-${index}" name="scope" value="${value}" checked>`;
  return `<p>${box} <label for="scope-${index}">${value}</label></p>`;
};
