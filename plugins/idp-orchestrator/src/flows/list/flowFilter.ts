import type {
  FlowSummary,
  Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FilterAddress } from '../../listing/useUrlFilter';
import { riskOf } from '../../state/riskOf';
import { searchFlows } from './searchFlows';

export const RISKS: readonly Risk[] = ['low', 'medium', 'high', 'critical'];

export const KINDS: ReadonlyArray<FlowSummary['kind']> = ['flow', 'task'];

/** Which flows are listed. */
export interface FlowFilter {
  text: string;
  kind?: FlowSummary['kind'];
  /** All of them. */
  tags: string[];
  /** Any of them. */
  owners: string[];
  /** Any of them. */
  risks: Risk[];
}

export const flowFilterAddress: FilterAddress<FlowFilter> = {
  read: query => ({
    text: query.get('text') ?? '',
    kind: KINDS.find(kind => kind === query.get('kind')),
    tags: query.getAll('tag'),
    owners: query.getAll('owner'),
    risks: RISKS.filter(risk => query.getAll('risk').includes(risk)),
  }),
  write({ text, kind, tags, owners, risks }, old) {
    const query = new URLSearchParams(old);
    for (const name of ['text', 'kind', 'tag', 'owner', 'risk']) {
      query.delete(name);
    }
    if (text) query.set('text', text);
    if (kind) query.set('kind', kind);
    tags.forEach(tag => query.append('tag', tag));
    owners.forEach(owner => query.append('owner', owner));
    risks.forEach(risk => query.append('risk', risk));
    return query;
  },
};

export const NO_FILTER: FlowFilter = {
  text: '',
  kind: undefined,
  tags: [],
  owners: [],
  risks: [],
};

/** The flows that a filter lets through; by how much they are about its words, if it has some. */
export function filterFlows(
  flows: FlowSummary[],
  { text, kind, tags, owners, risks }: FlowFilter,
): FlowSummary[] {
  const wanted = flows.filter(
    flow =>
      (!kind || flow.kind === kind) &&
      tags.every(tag => flow.tags.includes(tag)) &&
      (owners.length === 0 || owners.includes(flow.owner ?? '')) &&
      (risks.length === 0 || risks.includes(riskOf(flow))),
  );
  return searchFlows(wanted, text);
}

/** Starred ones first, then those that ran last, then by name. */
export function orderFlows(
  flows: FlowSummary[],
  starred: readonly string[],
): FlowSummary[] {
  const rank = ({ id }: FlowSummary) => (starred.includes(id) ? 0 : 1);
  const ran = ({ lastRun }: FlowSummary) => lastRun?.createdAt ?? '';
  return [...flows].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      ran(other).localeCompare(ran(one)) ||
      one.title.localeCompare(other.title),
  );
}
