import {
  hideSecretInput,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunStore } from '../ports';

export interface SecretInputsOptions {
  store: Pick<RunStore, 'getDefinition'>;
  /** What hides these texts in a value. */
  createMask(secrets: string[]): (value: unknown) => unknown;
}

type Hide = <T>(value: T) => T;

/**
 * Hides what somebody typed into a secret field of a flow's input from whoever
 * looks at a run: the field, and its text wherever a step has said it. The
 * store keeps it, since a step may still need it after a restart.
 */
export class SecretInputs {
  constructor(private readonly options: SecretInputsOptions) {}

  /** The run as people may see it. */
  async hideIn(run: Run): Promise<Run> {
    return (await this.hiderOf(run))(run);
  }

  /** What hides them in anything that the run has, or is. */
  async hiderOf(run: Run): Promise<Hide> {
    if (!run.secretInput) return value => value;
    const definition = await this.options.store.getDefinition(run.id);
    return this.hider(run.input, definition?.input ?? {});
  }

  /** The same of an input of which there is no run yet. */
  hider(input: Record<string, unknown>, schema: Record<string, unknown>): Hide {
    const hidden = hideSecretInput(input, schema);
    if (hidden.secrets.length === 0) return value => value;
    const mask = this.options.createMask(hidden.secrets);
    return <T>(value: T) => mask(hideField(value, hidden.input)) as T;
  }
}

/** Short texts are no secrets for a mask, but the field is not shown either. */
function hideField(value: unknown, input: Record<string, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('kind' in value && 'event' in value) {
    return { ...value, event: hideField(value.event, input) };
  }
  if ('type' in value && 'run' in value) {
    return { ...value, run: hideField(value.run, input) };
  }
  return 'input' in value ? { ...value, input } : value;
}
