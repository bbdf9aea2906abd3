import type { DatabaseService } from '@backstage/backend-plugin-api';

/** A stopped backend leaves its connections open, and a server that ends would tell them. */
export async function closeDatabase(
  database: DatabaseService | undefined,
): Promise<void> {
  const knex = await database?.getClient();
  await knex?.destroy();
}
