import {
  CONTRACTS,
  scheduleReadPermission,
  type PlatformProblem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readFlow, readService } from '../../access/authorization/guards';
import type { StoredSchedule } from '../../ports';
import { describeSchedule, eachSchedule } from '../../schedules';
import { defineOperation } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

/**
 * Gathers what was found to be wrong before anybody met it. Of what cannot be
 * read nobody knows who may see it, so it is for those who may see everything.
 */
export const listProblems = defineOperation(CONTRACTS.listProblems, {
  audit: { records: 'refusals', action: 'flow.list' },
  permit: ({ gate }, { caller }) => gate.conditionOf(caller, readFlow),
  async run(parts, { caller, permitted: condition }) {
    const services = await parts.gate.decisionOf(caller, readService);
    const seesSchedules = await parts.gate.allows(
      caller,
      scheduleReadPermission,
    );
    return {
      items: [
        ...(condition ? [] : await ofFlows(parts)),
        ...(condition ? [] : ofWindows(parts)),
        ...(services.kind === 'all' ? await ofServices(parts) : []),
        ...(seesSchedules ? await ofSchedules(parts) : []),
        ...(condition ? [] : await parts.installation.listProblems()),
      ],
    };
  },
});

type Parts = Pick<OperationParts, 'flows' | 'inventory' | 'environments'>;

async function ofFlows({ flows }: Parts): Promise<PlatformProblem[]> {
  const { problems } = await flows.list();
  return problems.map(problem => ({ about: 'flow', ...problem }));
}

function ofWindows({
  windows,
}: Pick<OperationParts, 'windows'>): PlatformProblem[] {
  return windows
    .listProblems()
    .map(problem => ({ about: 'window', ...problem }));
}

/** Tells before it is due what would not be started, and what has stopped by itself. */
async function ofSchedules({
  scheduleStore,
}: Pick<OperationParts, 'scheduleStore'>): Promise<PlatformProblem[]> {
  const problems: PlatformProblem[] = [];
  for await (const schedule of eachSchedule(scheduleStore)) {
    const { definition, file } = schedule;
    const { id, flow, environment } = definition;
    const found = findProblem(schedule);
    const replaced = file?.replaced && {
      message: `There are two of this id: the one of the file ${file.path} has taken the place of one that somebody made. Give one of them another id, or resume this`,
    };
    const about = 'schedule' as const;
    const source = `schedule ${id}`;
    const told = [found, replaced].flatMap(one => one ?? []);
    const where = { about, source, flow, environment };
    problems.push(...told.map(one => ({ ...where, ...one })));
  }
  return problems;
}

type Found = Pick<PlatformProblem, 'message' | 'severity'>;

function findProblem(schedule: StoredSchedule): Found | undefined {
  const { file, consent } = schedule;
  if (file?.missing) return { message: file.missing.reason };
  const { state, willRun, stateReason } = describeSchedule(schedule);
  if (state === 'paused' || state === 'ended') return undefined;
  const reason = state === 'failing' ? stateReason : willRun.reason;
  if (willRun.result === 'ok' && state !== 'failing') return undefined;
  const message = reason ?? `it is ${state}`;
  if (willRun.result === 'refused') return { message, severity: 'warning' };
  if (willRun.result !== 'needs-consent' || consent) return { message };
  return isNew(schedule) ? undefined : { message, severity: 'warning' };
}

/** What has come with its file waits for somebody to let it: nothing is wrong before it was due, or was changed. */
function isNew({ revision, cursorAt, createdAt }: StoredSchedule): boolean {
  return revision === 1 && cursorAt === createdAt;
}

async function ofServices({
  inventory,
  environments,
}: Parts): Promise<PlatformProblem[]> {
  const found: PlatformProblem[] = [];
  for (const environment of environments.known) {
    const problems = await inventory.listProblems(environment);
    const services = await inventory.list(environment);
    const unasked = services
      .filter(({ probes }) => probes.length === 0)
      .map(({ name, source }) => ({
        source,
        service: name,
        severity: 'warning' as const,
        message: `nothing asks whether ${name} is well, so its health is unknown: give it probes, a url, or a script that is readOnly`,
      }));
    found.push(
      ...[...problems, ...unasked].map(problem => ({
        about: 'service' as const,
        environment,
        ...problem,
      })),
    );
  }
  return found;
}
