import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { highestRisk, type Effect } from '../resolve/Effect';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import type { StartTrait } from './resources';

/**
 * A question that has to be answered with yes before a start may do anything.
 */
export type StartQuestion =
  | {
      about: 'start';
      kind: FlowSummary['kind'];
      traits: Record<StartTrait, string>;
      /**
       * The path to what its risk comes from, where the flow itself does not
       * say so.
       */
      through?: string;
    }
  | {
      about: 'service';
      act: 'operate' | 'read';
      services: string[] | 'any';
      /** The environment of the services; any when absent. */
      environment?: string;
    };

type Asked = Pick<ResolvedStart, 'catalogFlow' | 'effects' | 'risk'> & {
  asked: Pick<ResolvedStart['asked'], 'environment' | 'dryRun'>;
};

/**
 * Lists what is to be asked about a start: the flow itself at the highest risk
 * of all that it does, every flow that it starts where that is known, and every
 * service that it touches. A child whose flow or environment becomes known only
 * at run time is asked about then, before anything of it starts.
 */
export function listStartQuestions(start: Asked): StartQuestion[] {
  const { catalogFlow, asked, effects, risk } = start;
  const { environment, dryRun } = asked;
  const { flow, kind } = catalogFlow;
  const traits = { flow: flow.id, environment, risk, dryRun: String(dryRun) };
  const through = sourceOfRisk(start);
  const questions: StartQuestion[] = [
    { about: 'start', kind, traits, ...(through && { through }) },
    ...effects.flatMap(effect => questionsAbout(effect, dryRun)),
  ];
  const first = new Map(questions.map(one => [JSON.stringify(one), one]));
  return [...first.values()];
}

/**
 * Finds what makes a start riskier than its flow says of itself, as the path by
 * which people find it.
 */
export function sourceOfRisk({
  catalogFlow: { flow, kind },
  effects,
  risk,
}: Pick<Asked, 'catalogFlow' | 'effects' | 'risk'>): string | undefined {
  if (kind === 'task' || highestRisk([flow.risk, risk]) === flow.risk) {
    return undefined;
  }
  const causes = effects.filter(effect => effect.risk === risk);
  // A flow is no more than what it does, so that is named where it can be.
  const cause = causes.find(({ kind: what }) => what !== 'flow') ?? causes[0];
  return cause?.path.join(' → ');
}

function questionsAbout(effect: Effect, dryRun: boolean): StartQuestion[] {
  if (effect.kind === 'service') {
    const { act, services, environment } = effect;
    // A dry run only looks.
    const looks = act === 'look' || dryRun;
    return [
      {
        about: 'service',
        act: looks ? 'read' : 'operate',
        services,
        environment,
      },
    ];
  }
  if (effect.kind !== 'flow') return [];
  const { child, childKind = 'flow', environment, risk } = effect;
  if (child === undefined || environment === undefined) return [];
  const traits = { flow: child, environment, risk, dryRun: String(dryRun) };
  return [{ about: 'start', kind: childKind, traits }];
}
