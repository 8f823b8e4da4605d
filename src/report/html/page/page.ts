/** The page of a report: reads what it holds, and shows what the address asks for. */

import type { IndexData } from '../page-data.ts';
import { Detail } from './detail.ts';
import { button, element, isNarrow } from './elements.ts';
import { SHOWN_CAUSES, failureSection } from './failures.ts';
import { highlight } from './highlight.ts';
import { RequestList } from './list.ts';
import { announce } from './live.ts';
import { searchTexts } from './search-texts.ts';
import { readDetail, readIndex } from './stored-data.ts';
import { themeButton } from './theme.ts';
import { timeline } from './timeline.ts';
import { Tools } from './tools.ts';
import { linesOf } from './tree.ts';
import { matchRows, readView, withOutcome, writeView, type View } from './view.ts';
import { countText } from '../words.ts';

class Page {
  readonly #index: IndexData;
  readonly #texts: readonly string[];
  readonly #list: RequestList;
  readonly #tools: Tools;
  readonly #detail: Detail;
  readonly #closed = new Set<string>();
  #view: View;
  #isComplete = false;

  constructor(index: IndexData) {
    this.#index = index;
    this.#view = readView(location.hash, index.rows);
    const detailOf = (row: number) => readDetail(row, index.chunkSize);
    this.#list = new RequestList(index.rows, {
      open: (row, enter) => this.#open(row, enter),
      toggle: (folder, isOpen) => {
        if (isOpen) this.#closed.delete(folder);
        else this.#closed.add(folder);
        this.#showList();
      },
    });
    this.#tools = new Tools(index.rows, (filter) => this.#go({ ...this.#view, ...filter }));
    this.#detail = new Detail(index, {
      close: () => this.#close(),
      step: (by) => this.#list.step(by, false),
      detailOf,
    });
    const line = timeline(index, (row) => this.#open(row, true));
    this.#layOut(line.root, failureSection(index, { open: (row) => this.#open(row, true), detailOf }));
    document.querySelector('#top')?.append(themeButton(() => line.draw()));
    line.draw();
    new ResizeObserver(() => line.draw()).observe(line.root);
    new ResizeObserver(() => this.#list.refresh()).observe(document.body);
    this.#texts = searchTexts(index, () => {
      this.#isComplete = true;
      if (this.#view.search !== '') this.#showList();
    });
    addEventListener('hashchange', () => this.#show(readView(location.hash, index.rows)));
    addEventListener('keydown', (event) => this.#press(event));
    this.#show(this.#view);
    if (this.#view.request !== undefined) {
      if (isNarrow()) this.#detail.focus();
      void this.#revealAfter(
        index.causes
          .slice(0, SHOWN_CAUSES)
          .flatMap(({ failures }) => failures[0]?.row ?? [])
          .map(detailOf),
      );
    }
  }

  /** What stands above the list grows until it has been read. */
  async #revealAfter(reading: readonly Promise<unknown>[]): Promise<void> {
    await Promise.all(reading);
    this.#list.reveal();
  }

  #layOut(...sections: readonly (HTMLElement | undefined)[]): void {
    const requests = element(
      'section',
      { id: 'requests', 'aria-labelledby': 'requests-title' },
      element('h2', { id: 'requests-title' }, 'Requests'),
      this.#tools.root,
      this.#list.root,
    );
    const all = [...sections, requests].filter((section) => section !== undefined);
    document.querySelector('#main')?.replaceChildren(...all);
    const skip = button({ class: 'skip' }, () => this.#list.root.focus(), 'Skip to the requests');
    document.body.prepend(skip);
    document.querySelector('#main')?.after(this.#detail.root);
  }

  /** @param isStep the way back leads to what was shown before */
  #go(view: View, isStep = false): void {
    const hash = writeView(view);
    if (isStep) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
    this.#show(view);
  }

  #open(row: number, enter: boolean): void {
    const isFirst = this.#view.request === undefined;
    if (row !== this.#view.request) this.#go({ ...this.#view, request: row }, isFirst);
    if (enter) this.#detail.focus();
  }

  #close(): void {
    const { before } = this.#detail;
    this.#go({ ...this.#view, request: undefined });
    (before ?? this.#list.root).focus();
  }

  #show(view: View): void {
    this.#view = view;
    this.#showList();
    void this.#showDetail(view);
  }

  async #showDetail({ request, search }: View): Promise<void> {
    await this.#detail.show(request);
    if (this.#view.request === request) highlight(this.#detail.root, search);
  }

  #showList(): void {
    const { rows } = this.#index;
    const matching = matchRows(rows, this.#texts, this.#view);
    const shown = withOutcome(rows, matching, this.#view.outcome);
    const soon = this.#view.search !== '' && !this.#isComplete ? '; bodies are still being read' : '';
    const words =
      shown.size === rows.length
        ? `${countText(rows.length)} requests`
        : `${countText(shown.size)} of ${countText(rows.length)} requests match${soon}`;
    this.#tools.show(this.#view, matching, words);
    this.#list.show(linesOf(rows, shown, this.#closed), this.#view.request);
    announce(words);
  }

  #press(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (isNarrow()) this.#go({ ...this.#view, request: undefined });
      this.#tools.search.focus({ preventScroll: true });
      this.#tools.search.select();
      this.#tools.root.scrollIntoView({ block: 'start' });
    } else if (event.key === 'Escape') {
      this.#escape(event.target === this.#tools.search);
    } else if (event.key === 'ArrowDown' && event.target === this.#tools.search) {
      event.preventDefault();
      this.#list.root.focus();
    }
  }

  /** First out of the search, then out of the request. */
  #escape(isSearching: boolean): void {
    if (isSearching && this.#view.search !== '') this.#go({ ...this.#view, search: '' });
    else if (isSearching) this.#list.root.focus();
    else if (this.#view.request !== undefined) this.#close();
  }
}

const start = async (): Promise<void> => {
  const index = await readIndex();
  document.documentElement.classList.add('ready');
  return void new Page(index);
};

void start();
