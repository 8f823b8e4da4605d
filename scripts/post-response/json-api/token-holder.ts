/** Who holds a token, a person or a service client, as its scope tells; and why the Columbia service forbids something. */

/** What a token of either holder must carry beside this, by method. */
const VERBS: { readonly [method: string]: string } = {
  GET: 'read',
  POST: 'create',
  PATCH: 'update',
  DELETE: 'delete',
};

/** Only a person's token carries `openid`. Of a token whose scope is not known nothing is said. */
export const isServiceClient = (scope: string): boolean =>
  scope.trim() !== '' && !scope.split(' ').includes('openid');

/** `/v1/courses/{id}/` and all that is below it. */
const isBelowAList = (path: string): boolean => /\/v1\/[^/]+\/[^/]+/.test(path);

/** Why the response is 403, as the end of a sentence. */
export const whyForbidden = ({
  method,
  path,
  granted,
}: {
  readonly method: string;
  readonly path: string;
  readonly granted: string;
}): string => {
  if (granted.trim() === '') {
    return 'the token lacks a scope, or the person who has signed in a group; the description of the request says which scopes are needed';
  }
  const isService = isServiceClient(granted);
  if (isService && isBelowAList(path)) {
    return "the token is a service client's, to whom this version of the service gives 403 for every single object, whatever its scopes; sign in as a person";
  }
  const verb = VERBS[method];
  if (verb !== undefined && !granted.split(' ').includes(verb)) {
    const mend = isService ? 'have it permitted for the client' : 'sign in again and approve it';
    return `the token lacks the scope ${verb}; ${mend}`;
  }
  return isService
    ? 'the scopes of the token are complete, so the service does not permit this to the client; ask who runs the service'
    : 'the scopes of the token are complete, so the person who has signed in is not in the group that may: at the service itself team-a may read and team-c may write, at Columbia demo_d_demo2 may write';
};
