/** Marks what was searched for where it stands in the open request, without touching its elements. */

const MOST = 500;

const textNodes = (root: Element): Text[] => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) nodes.push(node);
  }
  return nodes;
};

const rangesIn = (node: Text, wanted: string): Range[] => {
  const text = node.data.toLowerCase();
  const ranges: Range[] = [];
  // A few letters change their length in lower case: what stands behind them would be marked beside itself.
  if (text.length !== node.data.length) return ranges;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    ranges.push(range);
  }
  return ranges;
};

/** Marks `search` in `root`, opens what hides the first one, and brings that into sight. */
export const highlight = (root: Element, search: string): void => {
  if (!('highlights' in CSS)) return;
  const wanted = search.trim().toLowerCase();
  const ranges = wanted === '' ? [] : textNodes(root).flatMap((node) => rangesIn(node, wanted));
  CSS.highlights.set('found', new Highlight(...ranges.slice(0, MOST)));
  const parent = ranges[0]?.startContainer.parentElement;
  for (const folded of root.querySelectorAll('details')) folded.open ||= folded.contains(parent ?? null);
  parent?.scrollIntoView({ block: 'center', behavior: 'instant' });
};
