// Time as this process used it, so that what else the machine does counts little.

/** Milliseconds of processor time, user and system, of all threads of this process. */
export function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
