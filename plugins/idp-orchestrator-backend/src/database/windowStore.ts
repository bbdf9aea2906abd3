import type { Knex } from 'knex';
import type { StoredWindow, WindowStore } from '../ports';
import { guardPort } from './availability';

interface WindowRow {
  id: string;
  definition: string;
  created_at: number | string;
  over_at: number | string;
}

/** Keeps windows in the table of that name; runs that are held have a mark. */
export function createWindowStore(
  knex: Knex,
  clock: { now(): number },
): WindowStore {
  const windows = () => knex<WindowRow>('change_windows');
  return guardPort(knex, {
    async list(now) {
      const rows = await windows()
        .where('over_at', '>', now)
        .orderBy(['created_at', 'id'])
        .select('definition');
      return rows.map(row => JSON.parse(row.definition) as StoredWindow);
    },
    async add(window, over) {
      await windows().insert({
        id: window.id,
        definition: JSON.stringify(window),
        created_at: clock.now(),
        over_at: over,
      });
    },
    async end(id, at) {
      const ended = await windows()
        .where({ id })
        .andWhere('over_at', '>', at)
        .update({ over_at: at });
      return ended > 0;
    },
    async has(id) {
      const row = await windows().where({ id }).first('id');
      return row !== undefined;
    },
    async wakeHeld() {
      await knex('runs')
        .where({ is_held: 1 })
        .whereNull('finished_at')
        .update({ is_held: 0, wake_at: 0 });
    },
  });
}
