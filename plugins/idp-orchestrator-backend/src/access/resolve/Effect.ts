import {
  RISKS,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What every effect says, whatever it does. */
interface Common {
  risk: Risk;
  /** The id of the flow whose step has the effect. */
  flow: string;
  /** Absent when it becomes known only while the run is under way. */
  environment?: string;
  /** How people find it: titles of the child flows that lead to it, and what it is. */
  path: string[];
}

/** What is done to services; `any` when it is not known before which of these. */
export type ServiceEffectAct = 'look' | 'start' | 'stop' | 'restart' | 'any';

/**
 * One thing that a start would execute. What is not known before the run is
 * under way is absent, or `any`; the risk is then the highest that it can be.
 */
export type Effect = Common &
  (
    | { kind: 'script'; script?: string; action?: string }
    | {
        kind: 'service';
        act: ServiceEffectAct;
        services: string[] | 'any';
      }
    | { kind: 'cluster'; action?: string }
    | {
        kind: 'flow';
        /** The id of the flow that is started as a run of its own. */
        child?: string;
        childKind?: 'flow' | 'task';
      }
  );

/** Whether an effect changes services, so that it takes the permission to operate them. */
export function operates(effect: Effect): boolean {
  return effect.kind === 'service' && effect.act !== 'look';
}

/** The highest of some risks; low when there is none. */
export function highestRisk(risks: Risk[]): Risk {
  const levels = risks.map(risk => RISKS.indexOf(risk));
  return RISKS[Math.max(0, ...levels)];
}
