// A list that is filled in a step and emptied after it without giving its memory back.

export class Outbox<T> {
  readonly items: T[] = [];
  /** How many of `items` count; what lies behind them is left over. */
  count = 0;

  push(item: T): void {
    this.items[this.count++] = item;
  }

  clear(): void {
    this.count = 0;
  }
}
