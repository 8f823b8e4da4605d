/** Unpacks what the page holds: the index at once, the details when they are asked for. */

import type { DetailData, IndexData } from '../page-data.ts';

const textsOf = (name: string): readonly string[] =>
  [...document.querySelectorAll(`script.${name}`)].map(({ textContent }) => textContent ?? '');

const unpack = async (packed: string): Promise<string> => {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).text();
};

export const readIndex = async (): Promise<IndexData> => {
  // The same release of the tool wrote it.
  const index: IndexData = JSON.parse(await unpack(textsOf('index')[0] ?? ''));
  return index;
};

const chunks = textsOf('details');
const unpacked = new Map<number, Promise<readonly DetailData[]>>();

const readChunk = (number: number): Promise<readonly DetailData[]> => {
  const known = unpacked.get(number);
  if (known !== undefined) return known;
  const read = unpack(chunks[number] ?? '').then((text): readonly DetailData[] => JSON.parse(text));
  unpacked.set(number, read);
  return read;
};

/** The details of one request. */
export const readDetail = async (row: number, chunkSize: number): Promise<DetailData | undefined> =>
  (await readChunk(Math.floor(row / chunkSize)))[row % chunkSize];

/** The details of all requests, a chunk at a time. */
export async function* readAllDetails(): AsyncGenerator<readonly DetailData[]> {
  for (const number of chunks.keys()) yield await readChunk(number);
}
