import { FatalStepError } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { EngineStepContext } from '../../engine/EngineStepContext';
import {
  findScriptOf,
  type ScriptAttempt,
  type ScriptCall,
  type ScriptCatalog,
} from '../../ports';
import type { OperatedService, ServiceStepOptions } from './OperatedService';
import type { Operated } from './Operated';

/** Starts or stops a service by its script; one that still runs is found again. */
export async function operateByScript(
  call: ScriptCall,
  context: EngineStepContext,
  { bridge, name }: Pick<ServiceStepOptions, 'bridge'> & { name: string },
): Promise<Operated> {
  const { follower } = context;
  const ending = await bridge.run(
    toScriptAttempt(call, context),
    {
      ...follower,
      async begins(touched) {
        // Of the service itself the step has said it, and better.
        const others = touched.filter(({ service }) => service !== name);
        if (others.length > 0) await follower.begins?.(others);
      },
    },
    context.signal,
  );
  const { outcome, summary, usage } = ending;
  const error = ending.error ?? { message: `The script ${outcome}` };
  switch (outcome) {
    case 'succeeded':
      return { result: 'done', summary, usage };
    case 'warning':
      return { result: 'done', summary, usage, warning: error };
    case 'lost':
      return { result: 'lost', error };
    default:
      return { result: outcome, error, usage };
  }
}

/** Names the attempt of a call, by which it is found again. */
export function toScriptAttempt(
  call: ScriptCall,
  { runId, stepId, attempt, timeoutMs, resumed }: EngineStepContext,
): ScriptAttempt {
  return { ...call, runId, stepId, attempt, timeoutMs, resumed };
}

/** Makes the call that starts or stops exactly this service. */
export async function createScriptCall(
  { name, title, environment, control }: OperatedService,
  act: 'start' | 'stop' | 'restart',
  scripts: ScriptCatalog,
): Promise<ScriptCall> {
  if (control.kind !== 'script' || act === 'restart') {
    throw new FatalStepError(`No script is there to ${act} ${title}`);
  }
  const { script, actions, serviceParameter } = control;
  const args = serviceParameter
    ? {
        [serviceParameter]: await nameFor(name, {
          script,
          serviceParameter,
          scripts,
        }),
      }
    : {};
  return { script, action: actions[act], args, environment, dryRun: false };
}

/** Makes the argument with the service's name; a parameter that takes a list gets a list of one. */
async function nameFor(
  name: string,
  asked: { script: string; serviceParameter: string; scripts: ScriptCatalog },
): Promise<string | string[]> {
  const { scripts } = await asked.scripts.list();
  const found = findScriptOf(scripts, asked.script);
  const schema = found?.parameters[asked.serviceParameter];
  return schema?.type === 'array' ? [name] : name;
}
