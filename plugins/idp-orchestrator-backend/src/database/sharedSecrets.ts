import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { SharedSecrets } from '../ports';

interface SecretRow {
  name: string;
  value: string;
}

const BYTES = 32;

/** Keeps random keys in a table. Of processes that make one at once, all get the one that was written. */
export function createSharedSecrets(knex: Knex): SharedSecrets {
  return {
    async read(name) {
      const find = () =>
        knex<SecretRow>('shared_secrets').where({ name }).first();
      const known = await find();
      if (known) return known.value;
      await knex<SecretRow>('shared_secrets')
        .insert({ name, value: randomBytes(BYTES).toString('hex') })
        .onConflict('name')
        .ignore();
      const made = await find();
      if (!made) throw new Error(`The key ${name} could not be written`);
      return made.value;
    },
  };
}
