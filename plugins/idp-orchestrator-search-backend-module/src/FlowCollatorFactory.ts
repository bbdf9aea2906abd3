import { Readable } from 'node:stream';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  FLOW_DOCUMENT_TYPE,
  flowReadPermission,
  untilReachable,
  type FlowSummary,
  type OrchestratorClient,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What the search keeps of a flow, beside what it keeps of everything. */
interface FlowDocument extends IndexableDocument {
  risk: string;
  owner?: string;
  tags: string[];
}

const PAGES = {
  title: 'IDP Orchestrator',
  text: 'The platform: its services, flows, runs, insights and audit record',
};

/**
 * Reads the flows that are to be found; who searches finds those that the
 * permission to see flows is given for.
 */
export class FlowCollatorFactory implements DocumentCollatorFactory {
  readonly type = FLOW_DOCUMENT_TYPE;
  readonly visibilityPermission = flowReadPermission;
  readonly #client: Pick<OrchestratorClient, 'listFlows'>;
  readonly #path: string;

  /** @param path - where the portal has the orchestrator's pages */
  constructor(client: Pick<OrchestratorClient, 'listFlows'>, path: string) {
    this.#client = client;
    this.#path = path.replace(/\/+$/, '');
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#collate());
  }

  /**
   * The pages themselves come first. Without a document of one kind the engine
   * that is built into Backstage finds nothing of any kind, so there has to be
   * one where there is no flow, and patience where there is no answer yet.
   */
  async *#collate(): AsyncGenerator<IndexableDocument> {
    yield { ...PAGES, location: this.#path };
    const { items } = await untilReachable(() => this.#client.listFlows());
    for (const flow of items) yield this.#documentOf(flow);
  }

  #documentOf(flow: FlowSummary): FlowDocument {
    return {
      title: flow.title,
      text: textOf(flow),
      location: `${this.#path}/flows/${encodeURIComponent(flow.id)}`,
      authorization: { resourceRef: flow.id },
      risk: flow.effectiveRisk ?? flow.risk,
      owner: flow.owner,
      tags: flow.tags,
    };
  }
}

/** The words by which a flow is found: what it is for, its tags, and what its steps are called. */
function textOf({ id, description, tags, steps }: FlowSummary): string {
  const names = steps.map(step => step.title ?? step.id);
  return [description, tags.join(', '), names.join(', '), id]
    .filter(Boolean)
    .join(' · ');
}
