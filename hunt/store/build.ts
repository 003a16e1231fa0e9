// Which program ran: its version and, where it is known, the revision of the sources that it ran from.

export interface Build {
  readonly version: string;
  /** `3f9c2ab`, with `-dirty` where the sources had changes of their own; null: nobody knows. */
  readonly revision: string | null;
}

/** `0.1.0+3f9c2ab` */
export function buildName({ version, revision }: Build): string {
  return revision === null ? version : `${version}+${revision}`;
}

/** Whether two runs of one plan under builds of these names must be the same. */
export function isSameBuild(one: string, other: string): boolean {
  return one === other && one.includes('+') && !one.endsWith('-dirty');
}
