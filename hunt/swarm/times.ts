// Times of a drawn world, as the language writes them.

/** `15ms`. */
export function ms(milliseconds: number): string {
  return `${milliseconds}ms`;
}

/** Evenly between two ends. */
export function range(least: number, most: number): { readonly uniform: readonly string[] } {
  return { uniform: [ms(least), ms(Math.max(least, most))] };
}
