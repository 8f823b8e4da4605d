/** A folder for a resource, with a request for each method that the service lists. */

import type { Example, FolderDeclaration, RequestDeclaration } from '../../model/collection.ts';
import type { Json } from '../../values/json.ts';
import type { Resource } from './schema.ts';
import { fieldTable, listQuery, resourceText } from './texts.ts';
import { bodyOf, changedField, objectOf, valueOf, writableFields, type VariableOf } from './values.ts';

/** The variables of a resource. */
export interface ResourceVariables {
  /** The id of the first object that *List* has found. */
  readonly listed?: string;
  /** The id of the object that *Create* has made. */
  readonly created?: string;
  /** The id of an object that people choose, where the service creates none. */
  readonly chosen?: string;
  /** A field's value as *Read* has found it, which *Update* sends back. */
  readonly kept?: { readonly variable: string; readonly field: string };
}

const WRITES = ['PUT', 'PATCH', 'DELETE'];

/** @param name of the resource in variables: `book`, or `status_book` where several roots have one */
export const variablesOf = (resource: Resource, name: string): ResourceVariables => {
  const { listMethods, detailMethods } = resource;
  const isListed = listMethods.includes('GET');
  const isCreated = listMethods.includes('POST');
  const changed = changedField(resource);
  const sendsBack =
    !isCreated && isListed && detailMethods.includes('GET') && detailMethods.includes('PATCH');
  const needsChoice = WRITES.some(
    (method) => detailMethods.includes(method) && !(method === 'PATCH' && sendsBack && changed !== undefined),
  );
  const isUnlisted = !isListed && detailMethods.includes('GET');
  return {
    ...(isListed && { listed: `${name}_id` }),
    ...(isCreated && { created: `new_${name}_id` }),
    ...(!isCreated && (needsChoice || isUnlisted) && { chosen: `chosen_${name}_id` }),
    ...(sendsBack && changed !== undefined && { kept: { variable: `kept_${name}`, field: changed.name } }),
  };
};

const JSON_HEADER = { name: 'Content-Type', value: 'application/json' };

const example = (what: string, status: number, body?: Json, location?: string): Example => ({
  name: `Example: ${what} (made up)`,
  key: what,
  status,
  headers: [
    ...(body === undefined ? [] : [JSON_HEADER]),
    ...(location === undefined ? [] : [{ name: 'Location', value: location }]),
  ],
  ...(body !== undefined && { body }),
});

const page = (limit: number, objects: readonly Json[]): Json => ({
  meta: { limit, next: null, offset: 0, previous: null, total_count: objects.length },
  objects,
});

const ALLOW = 'Not sent until `allow_changes` is `true`.';

/** Makes the requests of one resource. */
class ResourceRequests {
  readonly #resource: Resource;
  readonly #variables: ResourceVariables;
  readonly #variableOf: VariableOf;

  constructor(resource: Resource, variables: ResourceVariables, variableOf: VariableOf) {
    this.#resource = resource;
    this.#variables = variables;
    this.#variableOf = variableOf;
  }

  all(): readonly RequestDeclaration[] {
    const { listMethods, detailMethods } = this.#resource;
    return [
      ...(listMethods.includes('GET') ? [this.#list()] : []),
      ...(listMethods.includes('POST') ? [this.#create()] : []),
      ...(detailMethods.includes('GET') ? [this.#read()] : []),
      ...(detailMethods.includes('PUT') ? [this.#replace()] : []),
      ...(detailMethods.includes('PATCH') ? [this.#update()] : []),
      ...(detailMethods.includes('DELETE') ? [this.#delete()] : []),
    ];
  }

  #request(verb: string, method: string, more: Partial<RequestDeclaration>): RequestDeclaration {
    return {
      kind: 'request',
      name: `${verb} ${this.#resource.name}`,
      key: verb,
      method,
      url: `{{base_url}}${this.#resource.path}`,
      ...more,
    };
  }

  /** @param variable holds the id */
  #detail(
    verb: string,
    method: string,
    variable: string,
    more: Partial<RequestDeclaration>,
  ): RequestDeclaration {
    return this.#request(verb, method, {
      url: `{{base_url}}${this.#resource.path}:id/`,
      pathVariables: { id: { value: `{{${variable}}}` } },
      ...more,
    });
  }

  /** What is changed or removed: what the collection has made, else what people choose. */
  get #own(): string {
    return this.#variables.created ?? this.#variables.chosen ?? `${this.#resource.name}_id`;
  }

  get #ownText(): string {
    return this.#variables.created === undefined
      ? `Put the id of the object into the variable \`${this.#own}\`; until then it is not sent. ${ALLOW}`
      : `It acts on the object that *Create* has made. ${ALLOW}`;
  }

  #list(): RequestDeclaration {
    return this.#request('List', 'GET', {
      description:
        'A page of the list; `meta.next` is the path of the next one. Filters are in the Params tab: tick those that you want. What is not listed there is ignored by the service, or refused with 400.',
      query: listQuery(this.#resource),
      examples: [example('a list of one', 200, page(this.#resource.limit, [objectOf(this.#resource)]))],
    });
  }

  #create(): RequestDeclaration {
    const fields = writableFields(this.#resource);
    return this.#request('Create', 'POST', {
      description: `Creates an object; its address is in the \`Location\` of the response. ${ALLOW}\n\n${fieldTable(fields)}`,
      body: { json: bodyOf(this.#resource, this.#variableOf) },
      examples: [example('created', 201, undefined, `${this.#resource.path}1/`)],
    });
  }

  #read(): RequestDeclaration {
    const { listed, created } = this.#variables;
    return this.#detail('Read', 'GET', listed ?? created ?? this.#own, {
      description: 'One object: the first that *List* has found.',
      examples: [example('one object', 200, objectOf(this.#resource))],
    });
  }

  #replace(): RequestDeclaration {
    return this.#detail('Replace', 'PUT', this.#own, {
      description: `Replaces the object: what the body leaves out goes back to its default. ${this.#ownText}`,
      body: { json: bodyOf(this.#resource, this.#variableOf) },
      examples: [example('replaced', 204)],
    });
  }

  #update(): RequestDeclaration {
    const { kept, listed } = this.#variables;
    const examples = [example('updated', 202)];
    if (kept !== undefined && listed !== undefined)
      return this.#detail('Update', 'PATCH', listed, {
        description: `Changes what the body holds and leaves the rest. The body sends back what *Read* has found, until you edit it. ${ALLOW}`,
        body: { text: `{\n  "${kept.field}": {{${kept.variable}}}\n}`, mediaType: 'application/json' },
        examples,
      });
    const changed = changedField(this.#resource);
    const value = changed === undefined ? undefined : valueOf(changed, this.#variableOf);
    return this.#detail('Update', 'PATCH', this.#own, {
      description: `Changes what the body holds and leaves the rest. ${this.#ownText}`,
      body: { json: changed === undefined || value === undefined ? {} : { [changed.name]: value } },
      examples,
    });
  }

  #delete(): RequestDeclaration {
    return this.#detail('Delete', 'DELETE', this.#own, {
      description: `Deletes the object. ${this.#ownText}`,
      examples: [example('deleted', 204)],
    });
  }
}

/** The folder of a resource. */
export const resourceFolder = (
  resource: Resource,
  variables: ResourceVariables,
  variableOf: VariableOf,
): FolderDeclaration => ({
  kind: 'folder',
  name: resource.name,
  description: resourceText(resource),
  items: new ResourceRequests(resource, variables, variableOf).all(),
});
