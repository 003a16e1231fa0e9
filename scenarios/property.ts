// Shorter names that a scenario may use for some properties, beside those that the checkers report.

const aliases: ReadonlyMap<string, string> = new Map([
  ['no-lost-ack', 'no-lost-acknowledged-write'],
  ['exactly-once', 'session-exactly-once'],
  ['linearizability', 'linearizable'],
]);

export const propertyAliases: readonly string[] = [...aliases.keys()];

/** The name by which checkers report it. */
export function propertyOf(name: string): string {
  return aliases.get(name) ?? name;
}
