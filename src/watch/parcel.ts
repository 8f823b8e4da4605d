/** What a declaring file exports, as one thread can hand it to another: plain data, and what stands under symbols beside it. */

/** `value`, and what objects in it have under symbols that are known everywhere. */
export interface Parcel {
  readonly value: unknown;
  readonly symbols: readonly (readonly [owner: object, symbol: string, member: unknown])[];
}

/** True when all that it has is its own: another thread gets it without its class. */
const isPlain = (value: object): boolean => {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  const isOfOwnClass = Object.prototype.toString.call(value) === '[object Object]';
  const members = Object.values(Object.getOwnPropertyDescriptors(prototype));
  return isOfOwnClass && members.every(({ get }) => get === undefined) && isPlain(Object(prototype));
};

const isPrimitive = (value: unknown): boolean =>
  value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol');

/** Undefined for what is more than data: it holds functions, or objects of a class. */
export const pack = (value: unknown): Parcel | undefined => {
  const symbols: [object, string, unknown][] = [];
  const seen = new Set<unknown>();
  const isData = (inner: unknown): boolean => {
    if (isPrimitive(inner) || seen.has(inner)) return true;
    if (typeof inner !== 'object' || inner === null || !isPlain(inner)) return false;
    seen.add(inner);
    for (const symbol of Object.getOwnPropertySymbols(inner)) {
      const key = Symbol.keyFor(symbol);
      if (key !== undefined) symbols.push([inner, key, Reflect.get(inner, symbol)]);
    }
    return Object.values(inner).every(isData);
  };
  // The list grows while it is walked: members under symbols may have such members themselves.
  let isWhole = isData(value);
  for (const [, , member] of symbols) isWhole &&= isData(member);
  return isWhole ? { value, symbols } : undefined;
};

/** The value of a parcel that has arrived. */
export const unpack = ({ value, symbols }: Parcel): unknown => {
  for (const [owner, symbol, member] of symbols) Reflect.set(owner, Symbol.for(symbol), member);
  return value;
};
