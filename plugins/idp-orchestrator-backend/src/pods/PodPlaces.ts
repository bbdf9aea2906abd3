import type { PodParts } from './attempt/makeClaim';
import { nameAttempt, type AttemptRef } from './settings/names';

type Place = Pick<PodParts, 'cluster' | 'namespace'>;

/**
 * Knows where the attempts are that this backend has followed in pods, until
 * they are forgotten. Of one that it dies before, the cluster removes what is
 * left a day after its end.
 */
export class PodPlaces {
  readonly #places = new Map<string, { ref: AttemptRef; place: Place }>();

  note(
    { runId, stepId, attempt }: AttemptRef,
    { cluster, namespace }: Place,
  ): void {
    const ref = { runId, stepId, attempt };
    this.#places.set(nameAttempt(ref), { ref, place: { cluster, namespace } });
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
