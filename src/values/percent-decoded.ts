/** A percent-encoded text as it reads. One that is no such text stays as it is: whoever wrote it may have meant the % itself. */
export const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
