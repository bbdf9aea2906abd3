import {
  hasSecrets,
  listSecrets,
  withoutSecrets,
  type FeedEntry,
  type Run,
  type RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRequest } from '../../engine/createNewRun';
import type { RunStore } from '../../ports';

export interface SecretInputsOptions {
  store: Pick<RunStore, 'getDefinition'>;
  /** Makes what hides these texts in a value. */
  createMask(secrets: string[]): (value: unknown) => unknown;
}

type Input = Run['input'];

/**
 * Hides what somebody typed into a secret field of a flow's input from whoever
 * looks at a plan, or at a run from before secrets were kept apart: the field,
 * and its text wherever a step has said it.
 */
export class SecretInputs {
  constructor(private readonly options: SecretInputsOptions) {}

  /** Hides secrets in a run, so that people may see it. */
  async hideInRun(run: Run): Promise<Run> {
    const hide = await this.#hiderOf(run);
    return hide ? hide.inWhatHasInput(run) : run;
  }

  /**
   * Makes what hides secrets in texts of a run: lines of its log, what its
   * steps would do.
   */
  async hiderOfTexts(run: Run): Promise<<T>(text: T) => T> {
    const hide = await this.#hiderOf(run);
    return text => (hide ? hide.texts(text) : text);
  }

  /**
   * Makes what hides secrets in a run's history; its first event holds the run
   * as it was made.
   */
  async hiderOfEntries(run: Run): Promise<(entry: FeedEntry) => FeedEntry> {
    const hide = await this.#hiderOf(run);
    return entry => {
      if (!hide) return entry;
      if (entry.kind === 'log' || entry.event.type !== 'run.created') {
        return hide.texts(entry);
      }
      const { event } = entry;
      const made = hide.inWhatHasInput(event.run);
      return { ...entry, event: { ...event, run: made } };
    };
  }

  /** Hides secrets in the plan of a request of which there is no run yet. */
  hideInPlan(plan: RunPlan, { flow }: Pick<RunRequest, 'flow'>): RunPlan {
    const hide = this.#hider(plan.input, flow.input);
    return hide ? hide.inWhatHasInput(plan) : plan;
  }

  /**
   * Makes what hides the secrets of a run; undefined for most runs, which hold
   * none.
   */
  async #hiderOf(run: Run) {
    // Of others than the oldest runs nothing secret was ever written.
    if (!run.secretInput || run.secretFields) return undefined;
    const definition = await this.options.store.getDefinition(run.id);
    return this.#hider(run.input, definition?.input ?? {});
  }

  #hider(input: Input, schema: Record<string, unknown>) {
    if (!hasSecrets(schema)) return undefined;
    const mask = this.options.createMask(listSecrets(input, schema));
    const shown = withoutSecrets(input, schema);
    const texts = <T>(value: T) => mask(value) as T;
    return {
      texts,
      // Texts too short for a mask are not shown in the field either.
      inWhatHasInput: <T extends { input: Input }>(value: T): T =>
        texts({ ...value, input: shown }),
    };
  }
}
