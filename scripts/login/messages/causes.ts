/** What a provider's errors most likely mean. */

/** A list, most likely first. */
export const likelyCauses = (provider: string | undefined, causes: readonly string[]): string =>
  `Likely causes${provider === undefined ? '' : ` (${provider})`}: ${causes.map((cause, at) => `${at + 1}. ${cause}`).join('; ')}.`;

/** Explains the errors of one provider; '' for one that nobody has told of. */
export const explainBy =
  (provider: string, causes: Readonly<Record<string, readonly string[]>>) =>
  (error: string): string => {
    const found = Object.entries(causes).find(([name]) => name === error)?.[1];
    return found ? likelyCauses(provider, found) : '';
  };
