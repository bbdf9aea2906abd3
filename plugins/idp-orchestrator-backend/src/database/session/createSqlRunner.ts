import type { Knex } from 'knex';
import type { SqlRunner } from '../../ports';

/** The driver's connection, for which knex has no type. */
interface RawConnection {
  query(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Array<Record<string, unknown>> }>;
  /** Says to knex that the pool must not give it out again. */
  __knex__disposed?: unknown;
}

/**
 * Runs a library's own statements on the pool of PostgreSQL. Some of them are
 * whole transactions in one text; when such a one fails in its middle, its
 * connection must not go back to the pool with the transaction open: whoever
 * got it next would fail, too.
 */
export function createSqlRunner(knex: Knex): SqlRunner {
  return {
    async executeSql(text, values) {
      const connection: RawConnection = await knex.client.acquireConnection();
      try {
        return await connection.query(text, values);
      } catch (error) {
        await connection.query('rollback').catch(broken => {
          connection.__knex__disposed = broken;
        });
        throw error;
      } finally {
        await knex.client.releaseConnection(connection);
      }
    },
  };
}
