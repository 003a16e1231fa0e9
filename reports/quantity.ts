// Numbers for readers: grouped digits, durations with one unit, lists cut short.

/** 1213441 → `1,213,441`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 seed`, `3 seeds`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${count === 1 ? noun : `${noun}s`}`;
}

const units = [
  { name: 'd', micros: 86_400e6 },
  { name: 'h', micros: 3_600e6 },
  { name: 'min', micros: 60e6 },
  { name: 's', micros: 1e6 },
  { name: 'ms', micros: 1e3 },
] as const;

/** µs → `20s`, `4.3s`, `1.7min`, `150ms`, `80us`: one unit, three digits at most. */
export function duration(micros: number): string {
  for (const unit of units) {
    if (micros >= unit.micros) return `${rounded(micros / unit.micros)}${unit.name}`;
  }
  return `${Math.round(micros)}us`;
}

function rounded(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return String(Math.round(value * 10) / 10);
}

/** A point of virtual time in seconds, to the millisecond: 4318204 → `4.318`. */
export function seconds(micros: number): string {
  const millis = Math.floor(micros / 1000);
  return `${Math.floor(millis / 1000)}.${String(millis % 1000).padStart(3, '0')}`;
}

/** 1213441 → `1.2M`. */
export function rough(value: number): string {
  if (value >= 1e6) return `${rounded(value / 1e6)}M`;
  if (value >= 1e3) return `${rounded(value / 1e3)}k`;
  return String(Math.round(value));
}

/** `7, 9, 12 and 40 more`; `total` where the list itself is not whole. */
export function listed(values: readonly number[], shownMax: number, total: number = values.length): string {
  const shown = values.slice(0, shownMax).join(', ');
  const more = total - Math.min(values.length, shownMax);
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown;
}
