import type { ScheduleStore, StoredSchedule } from '../ports';

/** So many are read, and made into objects, in one go. */
const AT_ONCE = 200;

/**
 * Goes through all schedules by id, those after an id when it is given. They are
 * read a few at a time, so that others get their turn however many there are.
 */
export async function* eachSchedule(
  store: Pick<ScheduleStore, 'list'>,
  after?: string,
): AsyncGenerator<StoredSchedule> {
  let from = after;
  for (;;) {
    const some = await store.list({ limit: AT_ONCE, after: from });
    yield* some;
    if (some.length < AT_ONCE) return;
    from = some[some.length - 1].definition.id;
  }
}
