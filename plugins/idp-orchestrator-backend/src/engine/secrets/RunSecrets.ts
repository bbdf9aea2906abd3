import { ConflictError } from '@backstage/errors';
import {
  joinSecrets,
  listTexts,
  splitSecrets,
  type FlowDefinition,
  type Run,
  type SecretPart,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { sealingKeyOf, type SecretBox } from '../../keys';
import type { RunSecretStore, SealedSecrets } from '../../ports';

/** Hides secrets in a text or JSON value. */
export type Mask = (value: unknown) => unknown;

export interface RunSecretsOptions {
  box: SecretBox;
  store: RunSecretStore;
  /** Makes what hides these texts, and the secrets of the configuration, in a value. */
  createMask(secrets: string[]): Mask;
}

/** A run whose secrets are there to work with, in this process only. */
export interface OpenedRun {
  /** The input as it was given. */
  input: Run['input'];
  /** The texts that nobody may see. */
  secrets: string[];
  /** Hides them, and the secrets of the configuration. */
  mask: Mask;
}

type NewInput = Pick<
  Run,
  'id' | 'input' | 'lock' | 'reason' | 'secretInput' | 'title'
>;

/**
 * Keeps what people type into secret fields: encrypted and apart from the run,
 * so that whoever reads runs, events or what is told of them finds none of it.
 */
export class RunSecrets {
  readonly #maskOfAll: Mask;

  constructor(private readonly options: RunSecretsOptions) {
    this.#maskOfAll = options.createMask([]);
  }

  /**
   * Takes the secrets out of a run that is about to be made.
   *
   * @throws ServiceUnavailableError when there are some, and no key to encrypt
   *   them with
   */
  take<R extends NewInput>(
    run: R,
    { input: schema }: Pick<FlowDefinition, 'input'>,
  ): { run: R & { secretFields?: string[] }; secrets?: SealedSecrets } {
    const { shown, secrets } = splitSecrets(run.input, schema);
    if (secrets.length === 0) {
      return { run: run.secretInput ? { ...run, secretFields: [] } : run };
    }
    const fields = secrets.map(({ path }) => path.join('.'));
    const { box, createMask } = this.options;
    const sealed = box.seal(JSON.stringify(secrets), {
      place: placeOf(run.id),
      what: `What was typed into ${fields.join(', ')} cannot be kept`,
    });
    const mask = createMask(textsOf(secrets));
    const { lock, reason, title } = run;
    const texts = {
      ...(lock && { lock: String(mask(lock)) }),
      ...(title && { title: String(mask(title)) }),
      // Whoever typed it may have said it there as well.
      ...(reason && { reason: String(mask(reason)) }),
    };
    return {
      run: { ...run, ...texts, input: shown, secretFields: fields },
      secrets: { keyId: sealingKeyOf(sealed), sealed },
    };
  }

  /**
   * Makes what hides the secrets of an input that no run was made with, in what
   * is told of it. A text that quotes the beginning of one is not told at all.
   */
  hiderOf(
    input: Run['input'],
    schema: FlowDefinition['input'],
  ): (text: string) => string {
    const secrets = textsOf(splitSecrets(input, schema).secrets);
    if (secrets.length === 0) return text => text;
    const mask = this.options.createMask(secrets);
    const beginnings = secrets.map(secret => quote(secret).slice(0, QUOTED));
    return text => {
      const told = String(mask(text));
      const isCut = beginnings.some(
        part => part.length === QUOTED && told.includes(part),
      );
      return isCut ? UNTOLD : told;
    };
  }

  /**
   * Opens a run to work with it.
   *
   * @throws ConflictError when its secrets were wiped, ServiceUnavailableError
   *   when their key is not there
   */
  async open(run: Run): Promise<OpenedRun> {
    const opened = await this.openUnlessWiped(run);
    if (opened) return opened;
    throw wiped(run);
  }

  /**
   * Reads the input of a run for what is only decided by it: without what was
   * typed where that cannot be opened, which is told to whoever goes on with it.
   */
  async inputOf(run: Run): Promise<Run['input']> {
    try {
      return (await this.openUnlessWiped(run))?.input ?? run.input;
    } catch {
      return run.input;
    }
  }

  /** Says why a run cannot go on, where its secrets were wiped. */
  async describeWiped(run: Run): Promise<string | undefined> {
    if (!run.secretFields?.length) return undefined;
    const kept = await this.options.store.read(run.id);
    return kept ? undefined : wiped(run).message;
  }

  /** Opens a run; undefined when its secrets were wiped. */
  async openUnlessWiped(run: Run): Promise<OpenedRun | undefined> {
    const { id, input, secretFields = [] } = run;
    if (secretFields.length === 0) {
      return { input, secrets: [], mask: this.#maskOfAll };
    }
    const { box, store, createMask } = this.options;
    const kept = await store.read(id);
    if (!kept) return undefined;
    const parts = JSON.parse(box.open(kept.sealed, placeOf(id)));
    const secrets = textsOf(parts);
    return {
      input: joinSecrets(input, parts),
      secrets,
      mask: createMask(secrets),
    };
  }
}

/** So many characters of a secret are not by chance in a text. */
const QUOTED = 12;

const UNTOLD =
  'not told, since it would tell what was typed into a secret field';

/** Writes a text as it stands in JSON, without its quotes. */
function quote(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Names the place that the secrets of a run are encrypted for. */
export function placeOf(runId: string): string {
  return `secrets of run ${runId}`;
}

function textsOf(secrets: SecretPart[]): string[] {
  return secrets.flatMap(({ value }) => listTexts(value));
}

function wiped({ id, secretFields = [] }: Run): ConflictError {
  return new ConflictError(
    `What was typed into ${secretFields.join(', ')} of run ${id} was wiped some time after it ended, so it cannot go on. Start the flow anew, and type it again`,
  );
}
