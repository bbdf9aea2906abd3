import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';

interface DefinitionRow {
  digest: string;
  definition: string;
}

/** Definitions change seldom; most processes meet a few dozen. */
const MOST_KEPT = 200;

/**
 * Reads and writes the definitions that runs were made with, by their digest.
 * They never change and are never removed, so those that were seen need not be
 * read or written again.
 */
export class StoredDefinitions {
  readonly #seen = new Map<string, FlowDefinition>();

  constructor(private readonly knex: Knex) {}

  async read(digest: string): Promise<FlowDefinition | undefined> {
    const seen = this.#seen.get(digest);
    if (seen) return seen;
    const row = await this.knex<DefinitionRow>('flow_definitions')
      .where({ digest })
      .first();
    if (!row) return undefined;
    const definition = JSON.parse(row.definition) as FlowDefinition;
    this.#keep(digest, definition);
    return definition;
  }

  /** Stores a definition; called before the first run that is made with it. */
  async add(digest: string, definition: FlowDefinition): Promise<void> {
    if (this.#seen.has(digest)) return;
    await this.knex<DefinitionRow>('flow_definitions')
      .insert({ digest, definition: JSON.stringify(definition) })
      .onConflict('digest')
      .ignore();
    this.#keep(digest, definition);
  }

  #keep(digest: string, definition: FlowDefinition): void {
    if (this.#seen.size >= MOST_KEPT) this.#seen.clear();
    this.#seen.set(digest, definition);
  }
}
