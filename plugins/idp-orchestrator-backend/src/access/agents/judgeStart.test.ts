import type { AgentRules } from './AgentRules';
import type { AgentStart } from './AgentStart';
import { judgeStart, type SeenLook } from './judgeStart';

const rules: AgentRules = {
  dryRunFrom: 'medium',
  dryRunWindowMs: 60_000,
  highestRisk: 'high',
  startsPerHour: 10,
  mayApprove: false,
  ownProposals: false,
};
const start: AgentStart = {
  flowId: 'deploy',
  kind: 'flow',
  input: {},
  environment: 'staging',
  dryRun: false,
  dryRunField: 'dryRun',
  nestsInput: false,
  propose: false,
  risk: 'medium',
  operates: false,
  digest: 'd',
  agent: 'a',
  principal: 'user:default/anna',
};
const look = (more: Partial<SeenLook> = {}): SeenLook => ({
  agent: 'a',
  digest: 'd',
  at: 0,
  ...more,
});
const tried = [look()];
const failed = [look({ failed: true, runId: 'r1' })];

type Line = {
  case: string;
  start?: Partial<AgentStart>;
  rules?: Partial<AgentRules>;
  looks?: SeenLook[];
  kind: string;
  reason?: string;
};

describe('An agent that wants to start something', () => {
  it.each<Line>([
    { case: 'that is harmless', start: { risk: 'low' }, kind: 'start' },
    { case: 'untried', kind: 'refuse', reason: 'dry-run-first' },
    { case: 'that it tried out', looks: tried, kind: 'start' },
    {
      case: 'whose dry run failed',
      looks: failed,
      kind: 'refuse',
      reason: 'dry-run-failed',
    },
    {
      case: 'whose dry run failed once and went well once',
      looks: [...failed, ...tried],
      kind: 'start',
    },
    {
      case: 'that is low and operates services, untried',
      start: { risk: 'low', operates: true },
      kind: 'refuse',
      reason: 'dry-run-first',
    },
    {
      case: 'of the highest risk that is allowed',
      start: { risk: 'high' },
      looks: tried,
      kind: 'start',
    },
    {
      case: 'that is too risky',
      start: { risk: 'critical' },
      looks: tried,
      kind: 'propose',
    },
    {
      case: 'as a proposal, untried',
      start: { risk: 'critical', propose: true },
      kind: 'propose',
    },
    {
      case: 'where agents may not',
      rules: { environments: ['development'] },
      looks: tried,
      kind: 'refuse',
      reason: 'environment-not-allowed',
    },
    {
      case: 'where agents may not, as a proposal',
      start: { propose: true },
      rules: { environments: ['development'] },
      kind: 'refuse',
      reason: 'environment-not-allowed',
    },
    {
      case: 'where nothing has to be tried out',
      rules: { dryRunFrom: 'never' },
      kind: 'start',
    },
  ])('$case: $kind', line => {
    const verdict = judgeStart(
      { ...start, ...line.start },
      { ...rules, ...line.rules },
      line.looks ?? [],
    );
    expect({
      kind: verdict.kind,
      reason:
        verdict.kind === 'refuse'
          ? (verdict.error as { reason?: string }).reason
          : undefined,
    }).toEqual({ kind: line.kind, reason: line.reason });
  });
});
