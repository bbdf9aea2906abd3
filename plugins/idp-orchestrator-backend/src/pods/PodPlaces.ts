import type { ClusterConnection } from '../cluster/connection/ClusterConnection';
import { nameAttempt, type AttemptRef } from './settings/names';

interface Place {
  namespace: string;
  connection: ClusterConnection;
}

/**
 * Knows where the attempts are that this backend has followed in pods, until
 * they are forgotten. Of one that it dies before, the cluster removes what is
 * left a day after its end.
 */
export class PodPlaces {
  readonly #places = new Map<string, { ref: AttemptRef; place: Place }>();

  note({ runId, stepId, attempt }: AttemptRef, place: Place): void {
    const ref = { runId, stepId, attempt };
    this.#places.set(nameAttempt(ref), { ref, place });
  }

  find(ref: AttemptRef): Place | undefined {
    return this.#places.get(nameAttempt(ref))?.place;
  }

  listOf(runId: string): AttemptRef[] {
    return [...this.#places.values()]
      .map(({ ref }) => ref)
      .filter(ref => ref.runId === runId);
  }

  forget(ref: AttemptRef): void {
    this.#places.delete(nameAttempt(ref));
  }
}
