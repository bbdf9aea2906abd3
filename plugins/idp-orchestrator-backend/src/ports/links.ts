/** A link that answers for its maker, as it is kept. */
export interface StoredLink {
  id: string;
  runId: string;
  /** The id of the key that its signature was made with. */
  keyId: string;
  /** What the link is good for, as JSON; its signature covers every letter. */
  terms: string;
  /** The time from which on it is good for nothing (ms since 1970). */
  expiresAt: number;
}

/** Keeps links. A link goes with its run, or some time after it expired. */
export interface LinkStore {
  /** Adds a link, and removes those that expired before a time (ms since 1970). */
  add(link: StoredLink, expiredBefore: number): Promise<void>;
  find(id: string): Promise<StoredLink | undefined>;
}
