/**
 * The tree of folders and requests. Only the lines in sight exist as elements, so that ten thousand are no slower than ten;
 * screen readers are told how many there are.
 */

import type { RowData } from '../page-data.ts';
import { element } from './elements.ts';
import { lineElement } from './line.ts';
import type { Line } from './tree.ts';

interface ListActions {
  /** @param enter a person wants to go there, not only to see it beside the list */
  open(row: number, enter: boolean): void;
  toggle(folder: string, isOpen: boolean): void;
}

const BEYOND_SIGHT = 8;

export class RequestList {
  readonly root = element('div', { class: 'tree', role: 'tree', tabindex: '0', 'aria-label': 'Requests' });
  readonly #lines = element('div', { class: 'lines', role: 'presentation' });
  readonly #rows: readonly RowData[];
  readonly #actions: ListActions;
  #shown: readonly Line[] = [];
  #active = 0;
  #selected: number | undefined;
  #drawn = '';
  #isPrinting = false;

  constructor(rows: readonly RowData[], actions: ListActions) {
    this.#rows = rows;
    this.#actions = actions;
    this.root.append(this.#lines);
    this.root.addEventListener('keydown', (event) => this.#press(event));
    this.root.addEventListener('click', (event) => this.#click(event));
    addEventListener('scroll', () => this.#draw(), { passive: true });
    addEventListener('resize', () => this.#redraw());
    addEventListener('beforeprint', () => this.#print(true));
    addEventListener('afterprint', () => this.#print(false));
  }

  /** @param selected the row that is open */
  show(lines: readonly Line[], selected: number | undefined): void {
    const key = this.#shown[this.#active]?.key;
    this.#shown = lines;
    this.#selected = selected;
    const wanted = selected === undefined ? key : String(selected);
    this.#active = Math.max(
      0,
      lines.findIndex((line) => line.key === wanted),
    );
    this.#redraw();
  }

  /** Draws again: the place of the list on the page has changed. */
  refresh(): void {
    this.#redraw();
  }

  /** Brings the active line into sight. */
  reveal(): void {
    const height = this.#lineHeight();
    const top = this.root.getBoundingClientRect().top + this.#active * height;
    const above = (document.querySelector('.tools')?.getBoundingClientRect().height ?? 0) + 4;
    if (top < above) scrollBy({ top: top - above - height, behavior: 'instant' });
    else if (top + height > innerHeight)
      scrollBy({ top: top + 2 * height - innerHeight, behavior: 'instant' });
  }

  /** Opens the request that stands so many requests below. */
  step(by: 1 | -1, enter: boolean): void {
    for (let at = this.#active + by; at >= 0 && at < this.#shown.length; at += by) {
      const line = this.#shown[at];
      if (line?.kind !== 'request') continue;
      this.#active = at;
      this.#actions.open(line.row, enter);
      return;
    }
  }

  #print(isPrinting: boolean): void {
    this.#isPrinting = isPrinting;
    this.#redraw();
  }

  #lineHeight(): number {
    return Number.parseFloat(getComputedStyle(this.root).getPropertyValue('--line')) || 36;
  }

  #redraw(): void {
    this.#drawn = '';
    this.#draw();
  }

  #draw(): void {
    const height = this.#lineHeight();
    const top = -this.root.getBoundingClientRect().top;
    const first = this.#isPrinting ? 0 : Math.max(0, Math.floor(top / height) - BEYOND_SIGHT);
    const inSight = this.#isPrinting
      ? this.#shown.length
      : Math.ceil(innerHeight / height) + 2 * BEYOND_SIGHT;
    const last = Math.min(this.#shown.length, first + inSight);
    if (this.#drawn === `${first}-${last}`) return;
    this.#drawn = `${first}-${last}`;
    this.root.style.height = this.#isPrinting ? '' : `${this.#shown.length * height}px`;
    this.#lines.style.top = `${first * height}px`;
    this.#lines.replaceChildren(
      ...this.#shown.slice(first, last).map((line, at) => this.#element(line, first + at)),
    );
    const isActiveDrawn = this.#active >= first && this.#active < last;
    if (isActiveDrawn) this.root.setAttribute('aria-activedescendant', `line-${this.#active}`);
    else this.root.removeAttribute('aria-activedescendant');
  }

  #element(line: Line, at: number): HTMLElement {
    const made = lineElement(line, line.kind === 'request' ? this.#rows[line.row] : undefined);
    made.id = `line-${at}`;
    made.classList.toggle('active', at === this.#active);
    if (line.kind === 'request') made.setAttribute('aria-selected', String(line.row === this.#selected));
    return made;
  }

  /** The line may be drawn anew between press and release, so that the click hits what is around it. */
  #click({ target, clientY }: MouseEvent): void {
    const line = target instanceof Element ? target.closest('[role=treeitem]') : null;
    const at = Math.floor((clientY - this.root.getBoundingClientRect().top) / this.#lineHeight());
    this.#active = line === null ? at : Number(line.id.replace('line-', ''));
    this.#enter();
  }

  #enter(): void {
    const line = this.#shown[this.#active];
    if (line?.kind === 'folder') this.#actions.toggle(line.key, !line.isOpen);
    else if (line !== undefined) this.#actions.open(line.row, true);
  }

  #goTo(at: number): void {
    this.#active = Math.min(Math.max(at, 0), this.#shown.length - 1);
    const line = this.#shown[this.#active];
    if (line?.kind === 'request' && this.#selected !== undefined) this.#actions.open(line.row, false);
    this.reveal();
    this.#redraw();
  }

  #fold(isOpen: boolean): void {
    const line = this.#shown[this.#active];
    if (line?.kind === 'folder' && line.isOpen !== isOpen) this.#actions.toggle(line.key, isOpen);
    else if (isOpen) this.#goTo(this.#active + 1);
    else
      this.#goTo(
        Math.max(
          0,
          this.#shown.findIndex(({ key }) => key === line?.parent),
        ),
      );
  }

  #press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(innerHeight / this.#lineHeight()) - 4);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#goTo(this.#active + 1),
      ArrowUp: () => this.#goTo(this.#active - 1),
      PageDown: () => this.#goTo(this.#active + page),
      PageUp: () => this.#goTo(this.#active - page),
      Home: () => this.#goTo(0),
      End: () => this.#goTo(this.#shown.length - 1),
      ArrowRight: () => this.#fold(true),
      ArrowLeft: () => this.#fold(false),
      Enter: () => this.#enter(),
      ' ': () => this.#enter(),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }
}
