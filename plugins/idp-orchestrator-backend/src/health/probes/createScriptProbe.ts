import { randomUUID } from 'node:crypto';
import { serviceHealthSchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import type { Probe, ServiceDefinition } from '../../platform';
import {
  findActionOf,
  findScriptOf,
  type Clock,
  type ScriptActionDescription,
  type ScriptBridge,
  type ScriptCatalog,
  type ScriptEnding,
  type ScriptFollower,
} from '../../ports';
import type { Sight } from './Sight';
import { withinLimit } from './withinLimit';

type ScriptProbe = Extract<Probe, { kind: 'script' }>;

export interface ScriptProbeOptions {
  bridge: Pick<ScriptBridge, 'run' | 'forget'>;
  catalog: ScriptCatalog;
  clock: Clock;
}

/**
 * Asks a script of the platform, by an action that the script catalog says to
 * be read-only. A check that is over its time is ended; it is not started
 * again before nothing of it is left.
 */
export function createScriptProbe(options: ScriptProbeOptions) {
  const running = new Set<string>();

  const ask = async (
    service: ServiceDefinition,
    { script, action, timeoutMs }: ScriptProbe,
    signal: AbortSignal,
  ): Promise<Sight> => {
    const found = await findAction(options.catalog, { script, action });
    if (typeof found === 'string') return unknown(found);
    const key = JSON.stringify([
      service.environment,
      service.name,
      script,
      action,
    ]);
    if (running.has(key)) return silent(timeoutMs);
    running.add(key);
    const attempt = {
      script,
      action,
      args: argumentsFor(service, { script, action: found }),
      environment: service.environment,
      dryRun: false,
      runId: `health-${randomUUID()}`,
      stepId: 'probe',
      attempt: 1,
      timeoutMs,
    };
    try {
      return tell(await options.bridge.run(attempt, deaf, signal));
    } finally {
      running.delete(key);
      await options.bridge.forget(attempt);
    }
  };

  return async (
    service: ServiceDefinition,
    probe: ScriptProbe,
  ): Promise<Sight> => {
    const { timeoutMs: limitMs } = probe;
    return withinLimit<Sight>(
      { ...options, limitMs },
      signal =>
        ask(service, probe, signal).catch((error: Error) =>
          unknown(`its script cannot be asked: ${error.message}`),
        ),
      () => silent(limitMs),
    );
  };
}

const unknown = (text: string): Sight => ({
  kind: 'script',
  status: 'unknown',
  text,
});

const down = (text: string): Sight => ({
  kind: 'script',
  status: 'down',
  score: 0,
  text,
});

const silent = (limitMs: number) =>
  down(`its script gives no answer within ${limitMs} ms`);

/** A follower that stores nothing: the output is read at its end, and nobody else can have it. */
const deaf: ScriptFollower = {
  position: { stdout: 0, stderr: 0, lines: 0 },
  async said() {},
  async adopted() {},
  isHeld: () => true,
};

async function findAction(
  catalog: ScriptCatalog,
  wanted: { script: string; action: string },
): Promise<ScriptActionDescription | string> {
  const { scripts } = await catalog.list();
  const script = findScriptOf(scripts, wanted.script);
  if (!script) return `the script catalog lists no script ${wanted.script}`;
  const action = findActionOf(script, wanted.action);
  if (!action) return `script ${wanted.script} has no action ${wanted.action}`;
  return action.readOnly
    ? action
    : `action ${wanted.action} of script ${wanted.script} is not said to be readOnly in the script catalog, so it is not run to ask for health`;
}

/**
 * Makes the arguments of the script: the service's name where its script takes
 * it, and the environment likewise.
 */
function argumentsFor(
  { name, environment, control }: ServiceDefinition,
  asked: { script: string; action: ScriptActionDescription },
): Record<string, unknown> {
  const { parameters } = asked.action;
  const nameParameter =
    control.kind === 'script' && control.script === asked.script
      ? control.serviceParameter
      : undefined;
  return {
    ...(nameParameter &&
      parameters.includes(nameParameter) && { [nameParameter]: name }),
    ...(parameters.includes('environment') && { environment }),
  };
}

/**
 * The schema of the JSON that a script may answer to say more than its exit
 * code does.
 */
const answerSchema = z.object({
  status: serviceHealthSchema.shape.status,
  score: z.number().min(0).max(100).optional(),
  reason: z.string().max(1_000).optional(),
});

const SCORES = { healthy: 100, degraded: 50, down: 0, unknown: undefined };

function tell(ending: ScriptEnding): Sight {
  const answer = answerSchema.safeParse(ending.output);
  if (answer.success) {
    const { status, score = SCORES[status], reason } = answer.data;
    const text = reason ?? `its script says ${status}`;
    return {
      kind: 'script',
      status,
      text,
      ...(status !== 'unknown' && { score }),
    };
  }
  const { outcome, error } = ending;
  const said = [error?.message, error?.stderrTail?.at(-1)].filter(Boolean);
  const text = `its script says: ${said.join(': ') || outcome}`;
  switch (outcome) {
    case 'succeeded':
      return {
        kind: 'script',
        status: 'healthy',
        score: 100,
        text: 'its script finds it well',
      };
    case 'warning':
      return {
        kind: 'script',
        status: 'degraded',
        score: SCORES.degraded,
        text,
      };
    case 'failed':
    case 'timed-out':
      return down(text);
    case 'cancelled':
    case 'lost':
      return unknown(`its script ended before it could tell (${outcome})`);
  }
}
