import {
  CONTRACTS,
  createWindowRequestSchema,
  LONGEST_WINDOW_DAYS,
  parseDuration,
  windowCreatePermission,
  type CreateWindowRequest,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type * as z from 'zod';
import { uuidv7 } from '../../engine/uuidv7';
import type { StoredWindow } from '../../ports';
import { badInput } from '../../problems/badInput';
import { describeWindow, toWindowRule } from '../../windows';
import { defineOperation } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { requireNoAgent } from './requireNoAgent';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Makes a window at once. What it closes is held from the next step on, in every process. */
export const createWindow = defineOperation(CONTRACTS.createWindow, {
  audit: {
    records: 'every call',
    action: 'window.create',
    about: ({ input: { request } }) => ({
      environment:
        request.environments.length === 1 ? request.environments[0] : undefined,
      reason: request.reason,
    }),
    outcome: ({ id, title }) => `Window ${id}: ${title}`,
  },
  async permit({ gate }, { caller }) {
    await gate.require(caller, windowCreatePermission);
    requireNoAgent(caller);
  },
  async run(parts, { caller, input: { request } }) {
    const { windows, clock } = parts;
    const definition = readWindow(parts, request, caller.initiator);
    await windows.add(definition);
    const known = { definition, rule: toWindowRule(definition) };
    return { ...describeWindow(known, clock.now()), created: true };
  },
});

/** @throws InputError naming every field that cannot be */
function readWindow(
  { clock, environments }: Pick<OperationParts, 'clock' | 'environments'>,
  given: CreateWindowRequest,
  by: StoredWindow['by'],
): StoredWindow {
  const request = createWindowRequestSchema.parse(given);
  const now = clock.now();
  const from = request.from === undefined ? now : Date.parse(request.from);
  const length = parseDuration(request.for ?? '');
  const to = request.to ? Date.parse(request.to) : from + (length ?? NaN);
  const problems = [
    ...findUnknown(request, environments.known),
    ...findWrongEnd(request, { from, to, now }),
  ];
  if (problems.length > 0) throw badInput('The window', problems);
  const { kind, environments: names, riskAtLeast, running, reason } = request;
  return {
    id: uuidv7(now),
    title: request.title ?? titleOf(request),
    kind,
    environments: names,
    ...(riskAtLeast && { riskAtLeast }),
    running,
    starts: 'hold',
    override: { approvers: [], count: 1 },
    source: 'portal',
    timing: {
      timezone: 'UTC',
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    },
    by,
    reason,
  };
}

type Request = z.output<typeof createWindowRequestSchema>;

function titleOf({ kind, environments }: Request): string {
  const what = kind === 'freeze' ? 'Freeze' : 'Maintenance';
  return `${what} of ${environments.join(', ')}`.slice(0, 100);
}

function findUnknown({ environments }: Request, known: string[]): Problem[] {
  return environments.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          {
            path: `environments.${index}`,
            expected: `one of ${known.join(', ')}`,
            got: JSON.stringify(name),
          },
        ],
  );
}

function findWrongEnd(
  { from: begin, to: end, for: length }: Request,
  { from, to, now }: { from: number; to: number; now: number },
): Problem[] {
  if ((end === undefined) === (length === undefined)) {
    const expected = 'either to (a time) or for (a length such as 2h)';
    const got = end === undefined ? 'neither of them' : 'both';
    return [{ path: 'to', expected, got }];
  }
  const farthest = now + LONGEST_WINDOW_DAYS * DAY_MS;
  if (to > Math.max(from, now) && to <= farthest) return [];
  const after = begin === undefined ? 'now' : 'now and after from';
  return end === undefined
    ? [
        {
          path: 'for',
          expected: `a length such as 2h, that ends at most ${LONGEST_WINDOW_DAYS} days ahead`,
          got: JSON.stringify(length),
        },
      ]
    : [
        {
          path: 'to',
          expected: `a time after ${after}, at most ${LONGEST_WINDOW_DAYS} days ahead`,
          got: JSON.stringify(end),
        },
      ];
}
