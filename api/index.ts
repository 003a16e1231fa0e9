// What programs may use of Whitewater; all else may change from one version to the next.

export { defineScenario, type ScenarioInput } from '../scenarios/define-scenario.ts';
export type { Scope, Violation } from '../sim/checkers/checker.ts';
export type { Operation, OperationState } from '../sim/history.ts';
export type { Command, CommandKind, Result } from '../sim/kv-model.ts';
export type {
  ClientRequest,
  Envelope,
  Outcome as AnswerOutcome,
  Program,
  ProgramHost,
  ProgramKind,
  ProgramStatus,
  Seat,
} from '../sim/program.ts';
export type { TraceEvent, TraceSink } from '../sim/trace.ts';
export type { GoalReport, Run, RunStatistics, Verdict } from '../sim/verdict.ts';
export {
  type Call,
  type CallOutcome,
  type CheckOptions,
  checkLinearizability,
  type Model,
  type ModelVerdict,
} from './check-linearizability.ts';
export { defineProgram, type Handlers, type ProgramSpec } from './define-program.ts';
export {
  type Case,
  type Finding,
  type HuntedBug,
  type HuntOptions,
  type HuntReport,
  hunt,
  type ShrinkOptions,
  type ShrinkResult,
  type ShrinkStep,
  type Signature,
  type StrategyName,
  shrink,
} from './hunt.ts';
export {
  type LoadedScenario,
  loadedScenario as loadScenario,
  type ScenarioGiven,
} from './loaded-scenario.ts';
export { bringProgram as registerProgram } from './programs.ts';
export { type Simulated, type SimulateOptions, simulate } from './simulate.ts';
