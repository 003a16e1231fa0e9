// Facts of one event put into words, for a trace.

import { describeCommand } from './action-words.ts';
import type { Facts } from './facts.ts';
import type { Operation } from './history.ts';
import type { Outcome } from './program.ts';
import type { Simulation } from './simulation.ts';

/** What happened: the message, request, fault or operation. */
export function textOf(simulation: Simulation): string {
  const { facts, kind } = simulation.scene;
  switch (facts.kind) {
    case 'message':
      return facts.message === null
        ? ''
        : `n${facts.message.from} → n${facts.message.to} ${kind.describeMessage(facts.message)}`;
    case 'request':
      return facts.request === null
        ? ''
        : `c${facts.request.client}.${facts.request.sequence} ${describeCommand(facts.request.command)}`;
    case 'nemesis':
      return simulation.note;
    case 'client':
      return clientText(facts);
    case 'start':
      return facts.incarnation > 1 ? 'restart' : 'start';
    case 'crash':
      return crashText(facts.damage);
    case 'alarm':
      return 'alarm';
    case 'durable':
      return 'durable';
    case 'corrupt':
      return simulation.note;
    case 'write-failed':
      return 'write failed';
  }
}

function crashText(damage: Facts['damage']): string {
  switch (damage) {
    case 'none':
      return 'crash';
    case 'lost':
      return 'crash; the disk lost what it had acknowledged';
    case 'ruined':
      return 'crash; the disk is damaged';
  }
}

function clientText(facts: Facts): string {
  const parts: string[] = [];
  for (let i = 0; i < facts.returned.count; i++) parts.push(describeOperation(facts.returned.at(i)));
  for (let i = 0; i < facts.invoked.count; i++) {
    const operation = facts.invoked.at(i);
    parts.push(`calls c${operation.client}.${operation.sequence} ${describeCommand(operation.command)}`);
  }
  return parts.length === 0 ? 'tries again' : parts.join('; ');
}

/** What the step sent, wrote, applied and answered. */
export function effectsOf(simulation: Simulation): readonly string[] {
  const { facts, kind } = simulation.scene;
  const effects: string[] = [];
  for (let i = 0; i < facts.persisted.count; i++)
    effects.push(`durable ${kind.describeWrite(facts.persisted.at(i))}`);
  for (let i = 0; i < facts.written.count; i++)
    effects.push(`write ${kind.describeWrite(facts.written.at(i))}`);
  for (let i = 0; i < facts.sent.count; i++) {
    const message = facts.sent.at(i);
    effects.push(`send n${message.to} ${kind.describeMessage(message)}`);
  }
  for (let i = 0; i < facts.applied.count; i++) {
    const applied = facts.applied.at(i);
    effects.push(
      `apply ${applied.index}${applied.command === null ? '' : ` ${describeCommand(applied.command)}`}`,
    );
  }
  for (let i = 0; i < facts.answered.count; i++) {
    const answer = facts.answered.at(i);
    effects.push(`answer c${answer.client}.${answer.sequence} ${describeOutcome(answer.outcome)}`);
  }
  return effects;
}

export function describeOperation(operation: Operation): string {
  const call = `c${operation.client}.${operation.sequence} ${describeCommand(operation.command)}`;
  if (operation.result === null) return `${call} ${operation.state}`;
  return `${call} ${describeOutcome({ kind: 'ok', result: operation.result })}`;
}

export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'ok':
      return `${outcome.result.ok ? 'ok' : 'no'}${outcome.result.value === null ? '' : ` ${outcome.result.value}`}`;
    case 'redirect':
      return outcome.leader === 0 ? 'redirect' : `redirect n${outcome.leader}`;
    case 'unknown':
      return 'unknown';
    case 'refused':
      return `refused: ${outcome.reason}`;
  }
}
