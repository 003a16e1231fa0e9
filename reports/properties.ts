// One line for each property and goal of a run: a symbol, the name, what was looked at.

import type { PropertyReport } from '../sim/checkers/checker.ts';
import type { GoalReport, Run } from '../sim/verdict.ts';
import { cut, padEnd, printable, width } from './layout.ts';
import type { Palette } from './palette.ts';
import { seconds } from './quantity.ts';
import { unreachable } from './record.ts';

type Standing = 'good' | 'bad' | 'open';

interface Row {
  readonly standing: Standing;
  readonly name: string;
  readonly detail: string;
}

export function propertyLines(run: Run, palette: Palette): readonly string[] {
  const rows = [
    ...run.properties.map((report) => propertyRow(report, run)),
    ...run.goals.map((goal) => goalRow(goal)),
  ].map((row) => ({
    ...row,
    name: cut(printable(row.name), palette.columns >> 1, palette.symbols.cut),
    detail: printable(row.detail),
  }));
  if (rows.length === 0) return ['  nothing was checked'];
  const columns = Math.max(...rows.map((row) => width(row.name)));
  return rows.map((row) => {
    const room = palette.columns - columns - palette.symbols.fail.length - 5;
    const detail = cut(row.detail, room, palette.symbols.cut);
    return `  ${markOf(row.standing, palette)} ${padEnd(row.name, columns)}  ${detail}`.trimEnd();
  });
}

function propertyRow(report: PropertyReport, run: Run): Row {
  const { verdict } = run;
  const name = report.property;
  switch (report.status) {
    case 'held':
      return { standing: 'good', name, detail: report.detail };
    case 'violated': {
      const where =
        verdict.kind === 'violated' && verdict.violation.property === name
          ? `t=${seconds(verdict.violation.at)}s  event ${verdict.violation.event}`
          : report.detail;
      return { standing: 'bad', name, detail: where };
    }
    case 'unknown':
      return { standing: 'open', name, detail: `unknown: ${report.detail}` };
    case 'not-judged':
      return { standing: 'open', name, detail: `not judged: ${report.detail}` };
    default:
      return unreachable(report.status);
  }
}

function goalRow(goal: GoalReport): Row {
  const name = `${goal.kind} ${goal.name}`;
  switch (goal.status) {
    case 'reached':
      return { standing: 'good', name, detail: goal.detail };
    case 'excused':
      return { standing: 'open', name, detail: `excused: ${goal.detail}` };
    case 'not-reached':
      // Whether that is too seldom, only a sweep can tell.
      if (goal.perSeeds !== undefined) {
        return { standing: 'open', name, detail: `${goal.detail}, in one of ${goal.perSeeds} seeds` };
      }
      return { standing: 'bad', name, detail: goal.detail };
    case 'not-judged':
      return { standing: 'open', name, detail: 'not judged: the run stopped before' };
    default:
      return unreachable(goal.status);
  }
}

function markOf(standing: Standing, { symbols, color }: Palette): string {
  const columns = Math.max(symbols.pass.length, symbols.fail.length, symbols.none.length);
  switch (standing) {
    case 'good':
      return color.green(padEnd(symbols.pass, columns));
    case 'bad':
      return color.red(padEnd(symbols.fail, columns));
    case 'open':
      return color.yellow(padEnd(symbols.none, columns));
    default:
      return unreachable(standing);
  }
}
