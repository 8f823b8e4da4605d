/** A value as XML, with the names and attributes that its schema gives it (OpenAPI 3.1 §4.8.26). */

import { isRecord, type Json } from '../../values/json.ts';
import { member, textIn, type At, type OpenApiDocument } from './document.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A name that an element can have. */
const elementName = (name: string): string =>
  /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/.test(name) ? name : `_${name.replaceAll(/[^\w.-]/g, '_')}`;

/** Writes the elements of one document. */
class XmlWriter {
  readonly #document: OpenApiDocument;

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  #facts(at: At): At {
    return member(this.#document.deref(at), 'xml');
  }

  #property(at: At, name: string): At {
    const schema = this.#document.deref(at);
    return member(member(schema, 'properties'), name);
  }

  element(name: string, at: At, value: Json, indent: string): string {
    const own = elementName(textIn(this.#facts(at), 'name') ?? name);
    if (Array.isArray(value)) return this.#list(own, at, value, indent);
    if (!isRecord(value))
      return `${indent}<${own}>${escaped(value === null ? '' : String(value))}</${own}>\n`;
    const parts = Object.entries(value).map(([key, each]) => {
      const property = this.#property(at, key);
      const isAttribute =
        property.value !== undefined && member(this.#facts(property), 'attribute').value === true;
      return { key, property, value: each as Json, isAttribute };
    });
    const attributes = parts
      .filter(({ isAttribute }) => isAttribute)
      .map(({ key, value: each }) => ` ${elementName(key)}="${escaped(String(each))}"`);
    const inner = parts
      .filter(({ isAttribute }) => !isAttribute)
      .map(({ key, property, value: each }) => this.element(key, property, each, `${indent}  `));
    return `${indent}<${own}${attributes.join('')}>\n${inner.join('')}${indent}</${own}>\n`;
  }

  /** Items stand beside each other, or in an element of their own. */
  #list(name: string, at: At, values: readonly Json[], indent: string): string {
    const items = member(this.#document.deref(at), 'items');
    const isWrapped = member(this.#facts(at), 'wrapped').value === true;
    const inner = values
      .map((each) => this.element(name, items, each, isWrapped ? `${indent}  ` : indent))
      .join('');
    return isWrapped ? `${indent}<${name}>\n${inner}${indent}</${name}>\n` : inner;
  }
}

/** @param schema of the value; its own name is that of the outermost element */
export const xmlOf = (document: OpenApiDocument, schema: At, value: Json): string => {
  const reference = isRecord(schema.value) ? textIn(schema, '$ref') : undefined;
  const name = reference?.split('/').at(-1) ?? 'root';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XmlWriter(document).element(name, schema, value, '')}`;
};
