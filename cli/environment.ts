// The environment variables that the command heeds; its options win over all of them.

export const environment: readonly (readonly [name: string, meaning: string])[] = [
  ['NO_COLOR', 'not empty: no colours'],
  ['FORCE_COLOR', 'colours without a terminal as well; 0 or false: none'],
  ['TERM', 'dumb: no colours, and nothing drawn twice'],
  ['LC_ALL, LC_CTYPE, LANG', 'the first that is set: symbols beyond ASCII if it says UTF-8'],
  ['CI', 'set: nothing drawn twice; progress is a line now and then'],
  ['WHITEWATER_REPORTER', 'the reports of run where --reporter is not given'],
  ['AI_AGENT', 'set: the minimal report instead of the pretty one'],
  ['GITHUB_ACTIONS', 'true: annotations beside the other reports of run'],
  ['GITHUB_STEP_SUMMARY', 'the file that the github report appends its page to'],
  ['GITHUB_WORKSPACE', 'the root that the github report counts paths from'],
];

/** The table, a line each. */
export function environmentTable(): string {
  const columns = Math.max(...environment.map(([name]) => name.length));
  const rows = environment.map(([name, meaning]) => `  ${name.padEnd(columns)}  ${meaning}`);
  return ['Environment variables (options win over them):', ...rows].join('\n');
}
