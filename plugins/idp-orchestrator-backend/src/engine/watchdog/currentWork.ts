import { msBetween } from '../../waiting/monotonicTime';
import { systemClock } from '../../waiting/systemClock';
import type { SharedWork } from './SharedWork';

/** What the event loop does for a run, as far as it is known. */
export interface Work {
  run?: string;
  flow?: string;
  step?: string;
  expression?: string;
}

/** Work that kept the event loop from everything else, for `ms`. */
export interface Stand extends Work {
  ms: number;
  /** How much of it was spent computing, where that is known. */
  cpuMs?: number;
}

interface Frame {
  work: Work;
  outer: Frame | undefined;
  /** The longest of what was done within it, if that is long enough to tell. */
  longest?: Stand;
}

/** The time (ms) that one piece of work may keep the event loop. */
export const LONGEST_STAND_MS = 1_000;

/** Shorter work (ms) is no reason for a stand. */
const WORTH_TELLING_MS = LONGEST_STAND_MS / 4;

/** The characters that are told of an expression. */
const LONGEST_EXPRESSION = 200;

let current: Frame | undefined;
let shared: SharedWork | undefined;
const listeners = new Set<(stand: Stand) => void>();

/**
 * Does `act`, which gives no promise, and knows meanwhile what it is part of:
 * what it is called within adds the run, or the step. Work that took longer
 * than {@link LONGEST_STAND_MS} is told to whoever listens.
 */
export function during<T>(work: Work, act: () => T): T {
  const frame: Frame = { work, outer: current };
  const end = shared?.add(describe(work));
  current = frame;
  const began = systemClock.monotonic();
  const cpu = frame.outer ? undefined : threadCpu();
  try {
    return act();
  } finally {
    current = frame.outer;
    if (end !== undefined) shared?.cut(end);
    const ms = msBetween(began, systemClock.monotonic());
    if (ms >= WORTH_TELLING_MS) tell(frame, { ms, cpu });
  }
}

/** Tells of a stand that no work of ours was the reason for. */
export function reportForeignStand(ms: number): void {
  listeners.forEach(listener => listener({ ms }));
}

/** Hears of each stand when it is over. */
export function onStand(listener: (stand: Stand) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** From now on work is written where another thread can read it; nowhere when absent. */
export function shareWork(memory: SharedWork | undefined): void {
  shared = memory;
}

function tell(frame: Frame, took: { ms: number; cpu?: number }): void {
  const { ms } = took;
  // What took most of the time says more than what it was part of.
  const inner =
    frame.longest && frame.longest.ms >= ms / 2 ? frame.longest : undefined;
  const stand: Stand = { ...inner, ...frame.work, ms };
  const { outer } = frame;
  if (outer) {
    if (!outer.longest || outer.longest.ms < ms) outer.longest = stand;
    return;
  }
  if (ms < LONGEST_STAND_MS) return;
  const cpu = threadCpu();
  if (cpu !== undefined && took.cpu !== undefined) stand.cpuMs = cpu - took.cpu;
  listeners.forEach(listener => listener(stand));
}

/** What this thread has computed (ms); it grows by nothing while the process is stopped or others have the processor. */
function threadCpu(): number | undefined {
  // Not in Node 22.
  if (typeof process.threadCpuUsage !== 'function') return undefined;
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function describe({ run, flow, step, expression }: Work): string {
  const parts = [
    run && `run ${run}\n`,
    flow && `flow ${flow}\n`,
    step && `step ${step}\n`,
    expression && `expression ${oneLine(expression)}\n`,
  ];
  return parts.filter(Boolean).join('');
}

function oneLine(expression: string): string {
  return expression.slice(0, LONGEST_EXPRESSION).replaceAll('\n', ' ');
}

/** Reads what {@link during} has written; an inner line comes after its outer ones, and counts. */
export function parseWork(text: string): Work & { ms?: number } {
  const found: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [name, ...rest] = line.split(' ');
    if (rest.length > 0) found[name] = rest.join(' ');
  }
  const { run, flow, step, expression, ms } = found;
  return {
    ...(run && { run }),
    ...(flow && { flow }),
    ...(step && { step }),
    ...(expression && { expression }),
    ...(ms && { ms: Number(ms) }),
  };
}
