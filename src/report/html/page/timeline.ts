/**
 * The run along the time: a bar for each request, as high as its response took long. Token requests have a lane of their own
 * above, and a list below that can be used without seeing or pointing.
 */

import type { IndexData, RowData, ScriptRequest } from '../page-data.ts';
import { button, element } from './elements.ts';
import { countOf, nameOf, statusText, timeText } from '../words.ts';

const LANE = 22;
const BARS = 78;
const AXIS = 18;
const HEIGHT = LANE + BARS + AXIS;
const SHOWN_TOKENS = 3;

interface Mark {
  readonly row: number;
  readonly sent: ScriptRequest;
}

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Milliseconds between two marks of the axis: round ones, also in minutes and hours. */
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5,
];

const stepOf = (duration: number): number => STEPS.find((step) => duration / step <= 8) ?? duration / 8;

const PAINT: Readonly<Record<RowData['outcome'], string>> = {
  passed: 'bar',
  skipped: 'faint',
  failed: 'bad',
};

class Drawing {
  readonly #context: CanvasRenderingContext2D;
  readonly #width: number;
  readonly #duration: number;

  constructor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, duration: number) {
    this.#context = context;
    this.#width = canvas.clientWidth;
    this.#duration = duration;
    canvas.width = Math.round(this.#width * devicePixelRatio);
    canvas.height = Math.round(HEIGHT * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
  }

  #x(time: number): number {
    return (time / this.#duration) * (this.#width - 2) + 1;
  }

  axis(): void {
    const context = this.#context;
    context.font = '11px system-ui, sans-serif';
    context.textBaseline = 'top';
    const step = stepOf(this.#duration);
    for (let time = 0; time <= this.#duration; time += step) {
      const x = this.#x(time);
      context.fillStyle = colour('line');
      context.fillRect(x, LANE, 1, BARS + 4);
      context.fillStyle = colour('soft');
      const text =
        time === 0
          ? '0'
          : timeText(time)
              .replace(/(\.\d*?)0+ /, '$1 ')
              .replace('. ', ' ');
      const width = context.measureText(text).width;
      if (x + width < this.#width) context.fillText(text, x + 3, LANE + BARS + 4);
    }
    context.fillRect(0, LANE + BARS, this.#width, 1);
  }

  bar(row: RowData, longest: number): void {
    const share = row.outcome === 'skipped' ? 0 : Math.sqrt(row.duration / longest);
    const height = Math.max(4, share * (BARS - 6));
    const width = Math.max(
      row.outcome === 'failed' ? 2.5 : 1,
      this.#x(row.start + row.duration) - this.#x(row.start) - 0.5,
    );
    this.#context.fillStyle = colour(PAINT[row.outcome]);
    this.#context.fillRect(this.#x(row.start), LANE + BARS - height, width, height);
    if (row.outcome === 'failed') this.#cross(this.#x(row.start) + width / 2, LANE + BARS - height - 5);
  }

  /** Failures have a shape too. */
  #cross(x: number, y: number): void {
    const context = this.#context;
    context.strokeStyle = colour('bad');
    context.lineWidth = 1.6;
    context.beginPath();
    context.moveTo(x - 2.5, y - 2.5);
    context.lineTo(x + 2.5, y + 2.5);
    context.moveTo(x + 2.5, y - 2.5);
    context.lineTo(x - 2.5, y + 2.5);
    context.stroke();
  }

  mark({ start, isToken, isBad }: ScriptRequest): void {
    const context = this.#context;
    const x = Math.max(7, this.#x(start));
    context.fillStyle = colour(isBad ? 'bad' : 'token');
    context.strokeStyle = context.fillStyle;
    context.globalAlpha = 0.5;
    context.fillRect(x - 0.5, LANE - 4, 1, BARS + 4);
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [dx, dy] of [
      [0, -6],
      [6, 0],
      [0, 6],
      [-6, 0],
    ] as const)
      context.lineTo(x + dx, 10 + dy);
    context.closePath();
    if (isToken) context.fill();
    else context.stroke();
  }
}

const marksOf = (rows: readonly RowData[]): readonly Mark[] =>
  rows.flatMap(({ byScripts }, row) => byScripts.map((sent) => ({ row, sent })));

const describe = ({ rows, duration }: IndexData, marks: readonly Mark[]): string => {
  const failed = rows.filter(({ outcome }) => outcome === 'failed').length;
  const tokens = marks.filter(({ sent }) => sent.isToken).length;
  return `Timeline of ${timeText(duration)}: ${countOf(rows.length, 'request')}, ${failed} failed, ${countOf(tokens, 'token request')}`;
};

const tokenList = (marks: readonly Mark[], open: (row: number) => void): HTMLElement | undefined => {
  if (marks.length === 0) return undefined;
  const items = marks.map(({ row, sent }) =>
    element(
      'li',
      {},
      button(
        { class: 'link' },
        () => open(row),
        element(
          'span',
          { class: sent.isBad ? 'sign bad' : 'sign token', 'aria-hidden': 'true' },
          sent.isToken ? '◆' : '◇',
        ),
        element('span', { class: 'note' }, sent.isToken ? 'Token request' : 'Sent by a script'),
        element('span', { class: sent.isBad ? 'name bad' : 'name' }, sent.label),
        element('span', { class: 'time' }, `${timeText(sent.duration)}, at ${timeText(sent.start)}`),
      ),
    ),
  );
  const list = element('ul', { class: 'tokens' }, ...items.slice(0, SHOWN_TOKENS));
  if (items.length > SHOWN_TOKENS) {
    const rest = items.slice(SHOWN_TOKENS);
    const more = button(
      { class: 'quiet more' },
      () => {
        more.parentElement?.replaceWith(...rest);
        rest[0]?.querySelector('button')?.focus();
      },
      `Show ${rest.length} more`,
    );
    list.append(element('li', {}, more));
  }
  return list;
};

const legend = (): HTMLElement =>
  element(
    'p',
    { class: 'legend', 'aria-hidden': 'true' },
    element('span', { class: 'key passed' }, 'request, higher is slower'),
    element('span', { class: 'key failed' }, '✗ failed'),
    element('span', { class: 'key token' }, '◆ token request'),
  );

/** The row whose time lies nearest to `time`; failed ones attract. */
const nearest = (rows: readonly RowData[], time: number, reach: number): number | undefined => {
  let best: number | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, { start, duration, outcome }] of rows.entries()) {
    const away = Math.max(0, start - time, time - start - duration) - (outcome === 'failed' ? reach : 0);
    if (away < distance) [best, distance] = [index, away];
  }
  return best;
};

const addPointer = (
  canvas: HTMLCanvasElement,
  tip: HTMLElement,
  index: IndexData,
  duration: number,
  open: (row: number) => void,
): void => {
  const rowAt = (event: MouseEvent): number | undefined => {
    const time = (event.offsetX / canvas.clientWidth) * duration;
    return nearest(index.rows, time, (3 / canvas.clientWidth) * duration);
  };
  canvas.addEventListener('mousemove', (event) => {
    const row = index.rows[rowAt(event) ?? -1];
    if (row === undefined) return;
    tip.hidden = false;
    tip.textContent = `${row.method} ${nameOf(row)} · ${statusText(row)} · ${timeText(row.duration)}`;
    tip.style.left = `${Math.min(event.offsetX, canvas.clientWidth - tip.offsetWidth)}px`;
  });
  canvas.addEventListener('mouseleave', () => {
    tip.hidden = true;
  });
  canvas.addEventListener('click', (event) => {
    const row = rowAt(event);
    if (row !== undefined) open(row);
  });
};

/** The section; `draw` draws it again, in other colours or another width. */
export const timeline = (
  index: IndexData,
  open: (row: number) => void,
): { readonly root: HTMLElement; draw(): void } => {
  const marks = marksOf(index.rows);
  const duration = Math.max(1, index.duration, ...index.rows.map(({ start, duration: own }) => start + own));
  const longest = Math.max(1, ...index.rows.map((row) => row.duration));
  const canvas = element('canvas', { role: 'img', 'aria-label': describe(index, marks) });
  const tip = element('div', { class: 'tip', 'aria-hidden': 'true', hidden: '' });
  addPointer(canvas, tip, index, duration, open);
  const draw = (): void => {
    const context = canvas.getContext('2d');
    if (context === null || canvas.clientWidth === 0) return;
    const drawing = new Drawing(canvas, context, duration);
    drawing.axis();
    for (const row of index.rows) if (row.outcome !== 'failed') drawing.bar(row, longest);
    for (const row of index.rows) if (row.outcome === 'failed') drawing.bar(row, longest);
    for (const { sent } of marks) drawing.mark(sent);
  };
  const root = element(
    'section',
    { id: 'timeline', 'aria-labelledby': 'timeline-title' },
    element('div', { class: 'head' }, element('h2', { id: 'timeline-title' }, 'Timeline'), legend()),
    element('div', { class: 'canvas' }, canvas, tip),
    tokenList(marks, open),
  );
  return { root, draw };
};
