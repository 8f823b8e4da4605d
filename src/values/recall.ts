/** Remembers what was worked out last, by what it was worked out from: what has not changed is not worked out again. */

/** The value that `make` returned last time under this name, if all inputs are the same objects or values; else a new one. */
export type Recall = <Value>(name: string, inputs: readonly unknown[], make: () => Value) => Value;

/** Works everything out anew. */
export const recallNothing: Recall = (_name, _inputs, make) => make();

/** Remembers the last value under each name. */
export const recallLast = (): Recall => {
  const kept = new Map<string, { readonly inputs: readonly unknown[]; readonly value: unknown }>();
  return <Value>(name: string, inputs: readonly unknown[], make: () => Value): Value => {
    const known = kept.get(name);
    const isSame =
      known?.inputs.length === inputs.length && known.inputs.every((each, at) => Object.is(each, inputs[at]));
    // Under one name there is only what one caller has made, of one type.
    if (known !== undefined && isSame) return known.value as Value;
    const value = make();
    kept.set(name, { inputs, value });
    return value;
  };
};
