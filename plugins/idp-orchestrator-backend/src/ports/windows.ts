import type {
  ChangeWindow,
  Initiator,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A window as it was written, without what follows from the time of day. */
export type WindowDefinition = Omit<ChangeWindow, 'current' | 'next'>;

/** A window that a call has made. */
export interface StoredWindow extends WindowDefinition {
  source: 'portal';
  by: Initiator;
  reason: string;
}

/** Keeps the windows that calls make, for all processes of a database. */
export interface WindowStore {
  /** Lists those that are not over at a time (ms since 1970), oldest first. */
  list(now: number): Promise<StoredWindow[]>;
  /** Keeps a window that is over at a time (ms since 1970). */
  add(window: StoredWindow, over: number): Promise<void>;
  /** Ends a window at a time (ms since 1970); false when there is none that is not over by then. */
  end(id: string, at: number): Promise<boolean>;
  /** Tells whether there was one of this id, over or not. */
  has(id: string): Promise<boolean>;
  /** Has the runs that windows hold looked at by their workers. */
  wakeHeld(): Promise<void>;
}
