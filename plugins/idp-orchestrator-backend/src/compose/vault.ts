import { createMask } from '../bridge';
import { createRunSecretStore } from '../database';
import { RunSecrets, type SecretUpkeepOptions } from '../engine';
import { SecretBox, type KeyRing } from '../keys';

export interface VaultOptions {
  keys: KeyRing;
  /** Secrets of the configuration, hidden in all that is written to runs. */
  configuredSecrets: Record<string, string>;
}

/** The parts that keep secrets out of what rests in the database. */
export interface Vault {
  /** Encrypts what rests in the database. */
  box: SecretBox;
  /** Keeps what is typed into secret fields. */
  secrets: RunSecrets;
  upkeep: Pick<SecretUpkeepOptions, 'keys' | 'box' | 'store'>;
}

/** Joins the parts that keep secrets out of what rests in the database. */
export function composeVault(
  knex: Parameters<typeof createRunSecretStore>[0],
  { keys, configuredSecrets }: VaultOptions,
): Vault {
  const box = new SecretBox(keys);
  const store = createRunSecretStore(knex);
  const secrets = new RunSecrets({
    box,
    store,
    createMask: typed => createMask(typed, configuredSecrets),
  });
  return { box, secrets, upkeep: { keys, box, store } };
}
