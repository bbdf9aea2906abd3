/** What was typed into the secret fields of a run, encrypted. */
export interface SealedSecrets {
  /** The id of the key that it was encrypted with. */
  keyId: string;
  sealed: string;
}

/** Keeps what was typed into secret fields, apart from the runs that it is for. */
export interface RunSecretStore {
  /** Reads that of a run; undefined when it was wiped. */
  read(runId: string): Promise<SealedSecrets | undefined>;
  /** Lists some that were encrypted with another key than this one, by the ids of runs after one. */
  listOthers(
    keyId: string,
    range: { after: string; limit: number },
  ): Promise<Array<SealedSecrets & { runId: string }>>;
  /** Replaces what is there by the same, encrypted anew; not what was changed or wiped meanwhile. */
  replace(
    runId: string,
    change: { from: SealedSecrets; to: SealedSecrets },
  ): Promise<boolean>;
  /** Wipes those of runs that ended before a time (ms since 1970); returns how many. */
  wipe(finishedBefore: number): Promise<number>;
}
