// What there is to list.

export const listKinds = [
  'scenarios',
  'properties',
  'bugs',
  'events',
  'actions',
  'programs',
  'reporters',
] as const;

export type ListKind = (typeof listKinds)[number];
