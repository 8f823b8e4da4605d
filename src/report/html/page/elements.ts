/** Makes elements. Texts are only ever set as text: nothing that a report holds can become markup. */

type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | undefined>>;

/** Returns a new element; an attribute without a value is left out. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
};

/** A button that does `act`. */
export const button = (
  attributes: Attributes,
  act: (event: MouseEvent) => void,
  ...children: readonly Child[]
): HTMLButtonElement => {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', act);
  return made;
};

/** Whether the list and a request have no room beside each other. */
export const isNarrow = (): boolean => matchMedia('(max-width: 60rem)').matches;
