import type { FlowStats } from '@idp/backstage-plugin-idp-orchestrator-common';

/** A step of a flow with how it went. */
export type RankedStep = FlowStats['steps'][number] & {
  flowId: string;
  flowTitle: string;
};

const SHOWN = 10;

/** The steps that take longest, by what nine of ten stay below. */
export function listSlowest(flows: FlowStats[]): RankedStep[] {
  return allSteps(flows)
    .filter(({ p90Ms }) => p90Ms !== undefined)
    .sort((a, b) => (b.p90Ms ?? 0) - (a.p90Ms ?? 0))
    .slice(0, SHOWN);
}

/** Whether some step succeeded at all. */
export function hasSucceeded(flows: FlowStats[]): boolean {
  return allSteps(flows).some(({ succeeded }) => succeeded > 0);
}

/** The steps that go well at times and at times do not, or are tried again, most first. */
export function listFlakiest(flows: FlowStats[]): RankedStep[] {
  return allSteps(flows)
    .filter(step => step.succeeded > 0)
    .filter(step => failing(step) > 0 || step.attemptsPerRun > 1)
    .sort(
      (a, b) => failing(b) - failing(a) || b.attemptsPerRun - a.attemptsPerRun,
    )
    .slice(0, SHOWN);
}

/** The steps that never went well, those that failed most often first. */
export function listBroken(flows: FlowStats[]): RankedStep[] {
  return allSteps(flows)
    .filter(step => step.succeeded === 0 && step.failed > 0)
    .sort((a, b) => b.failed - a.failed)
    .slice(0, SHOWN);
}

function failing({ successRatio }: RankedStep): number {
  return successRatio === undefined ? 0 : 1 - successRatio;
}

function allSteps(flows: FlowStats[]): RankedStep[] {
  return flows.flatMap(({ flowId, title, steps }) =>
    steps.map(step => ({ ...step, flowId, flowTitle: title })),
  );
}
