// What a fault or a step does, in words.

import type { Action, Step } from '../../sim/fault.ts';
import type { Command } from '../../sim/kv-model.ts';
import type { Selector } from '../../sim/selection.ts';
import { conditionWords, messageWords } from './condition.ts';
import { expectationWords } from './expectation.ts';
import { linkWords } from './link.ts';
import { distribution, time } from './quantity.ts';
import { selectorWords } from './selector.ts';

export function actionWords(given: Action, names: readonly string[]): string {
  const who = (selector: Selector): string => selectorWords(selector, names);
  switch (given.kind) {
    case 'partition':
      return `partition ${given.groups.map(who).join(' | ')}`;
    case 'split':
      return `partition by ${given.shape}`;
    case 'one-way':
      return `cut ${who(given.from)} to ${who(given.to)}`;
    case 'isolate':
      return `isolate ${who(given.nodes)}`;
    case 'heal':
      return 'heal all links';
    case 'crash':
      return `crash ${who(given.nodes)}, losing ${lost(given.lose)}`;
    case 'restart':
      return `restart ${who(given.nodes)}`;
    case 'pause':
      return `pause ${who(given.nodes)}`;
    case 'link':
      return `change links ${who(given.from)} to ${who(given.to)}: ${linkWords(given.set)}`;
    case 'disk': {
      const latency = given.latency === null ? '' : ` (fsync ${distribution(given.latency)})`;
      return `disk ${given.fault}${latency} at ${who(given.nodes)}`;
    }
    case 'clock': {
      const jump = given.jump === 0 ? '' : ` jumps ${time(given.jump)}`;
      const drift = given.ratePpm === null ? '' : ` drifts by ${given.ratePpm} ppm`;
      return `clock of ${who(given.nodes)}${[jump, drift].filter((words) => words !== '').join(' and')}`;
    }
    case 'drop':
      return 'it is dropped';
    case 'delay':
      return `it is delayed by ${distribution(given.by)}`;
    case 'duplicate':
      return `a copy of it comes ${distribution(given.by)} later`;
    case 'hold': {
      const until = given.until === null ? '' : ` until ${conditionWords(given.until, names)}`;
      return `it and all that follow are held back${until}`;
    }
    case 'campaign':
      return `${who(given.nodes)} stands for election`;
    case 'heartbeat':
      return `${who(given.nodes)} sends its heartbeats`;
    case 'client': {
      const to = given.target === null ? '' : ` to ${who(given.target)}`;
      return `c${given.client} calls ${commandWords(given.command)}${to}`;
    }
    case 'again':
      return `c${given.client} sends its last call again, to ${who(given.target)}`;
    case 'workload': {
      if (given.set === 'stop') return 'clients stop calling';
      return given.every === null ? 'clients call again' : `clients call every ${distribution(given.every)}`;
    }
    case 'mark':
      return `mark "${given.name}"`;
    case 'stop':
      return given.what === 'run' ? 'the run ends' : 'the calm begins';
    case 'sequence':
      return `${given.steps.length} steps: ${given.steps.map((step) => stepWords(step, names)).join('; ')}`;
    case 'deliver': {
      const which = messageWords(given.which, names);
      if (given.until === 'quiet') return `deliver ${which}, and what follows, until none waits`;
      return `deliver ${given.until === 'all' ? every(which) : `${nth(given.nth)}${which}`}`;
    }
    case 'discard': {
      const which = messageWords(given.which, names);
      return `drop ${given.all ? every(which) : `${nth(given.nth)}${which}`}`;
    }
    case 'await':
      return `wait for ${conditionWords(given.that, names)}, ${time(given.within)} at most`;
    case 'expect':
      return `expect ${given.all.map((one) => expectationWords(one, names)).join('; ')}`;
    case 'wait':
      return 'wait';
  }
}

/** `200ms later crash n1, for 1s` */
export function stepWords(step: Step, names: readonly string[]): string {
  const isAtOnce = step.delay.kind === 'constant' && step.delay.value === 0;
  const later = isAtOnce ? '' : `${distribution(step.delay)} later `;
  const lasts = step.duration === null ? '' : `, for ${distribution(step.duration)}`;
  return `${later}${actionWords(step.action, names)}${lasts}`;
}

/** `every message`, `every AppendEntries` */
function every(which: string): string {
  return `every ${which.replace(/^any /, '')}`;
}

function nth(number: number): string {
  return number === 1 ? '' : `number ${number} of `;
}

function commandWords(command: Command): string {
  switch (command.kind) {
    case 'get':
    case 'delete':
      return `${command.kind} ${command.key}`;
    case 'put':
    case 'append':
      return `${command.kind} ${command.key} ${command.value}`;
    case 'cas':
      return `cas ${command.key} ${command.expected ?? 'nothing'} ${command.value}`;
  }
}

function lost(lose: 'random' | 'unsynced' | 'nothing'): string {
  switch (lose) {
    case 'random':
      return 'some of what was not synced';
    case 'unsynced':
      return 'all that was not synced';
    case 'nothing':
      return 'nothing';
  }
}
