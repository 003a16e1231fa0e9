// The seeds of a hunt, by position: as many as there are integers without taking room.

export interface SeedList {
  readonly count: number;
  /** 0 ≤ position < count. */
  at(position: number): number;
}
