// How much a server's log says, from nothing but its end to everything. Apart from the log, which takes time to load.

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
