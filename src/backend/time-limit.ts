/** Waiting with an end: graphics drivers have been seen to hang where they should refuse. */

/** `work`'s result, or a rejection in words once `milliseconds` have passed. What hangs is left hanging; its late answer is dropped. */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** What an error says, without its full stop, to stand inside a sentence. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
