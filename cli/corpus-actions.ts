// What `whitewater corpus` can do.

export const corpusActions = ['add', 'ls', 'rm', 'refresh', 'export'] as const;
export type CorpusAction = (typeof corpusActions)[number];
