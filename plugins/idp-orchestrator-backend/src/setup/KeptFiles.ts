/** The places where this plugin keeps what others may not see, and what has to last. */
export interface KeptFiles {
  spoolDirectory: string;
  /** The file of a SQLite database, or `:memory:`; absent for a server. */
  databaseFile?: string;
}
