/** A database that both engines are measured on, each with its own tables. */
export interface BenchDatabase {
  name: 'SQLite' | 'PostgreSQL';
  /** What Backstage is configured with, under `backend.database`. */
  config: object;
  stop(): Promise<void>;
}
