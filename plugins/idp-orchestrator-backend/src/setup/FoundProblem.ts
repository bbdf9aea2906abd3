/** A problem of an installation: the key of the configuration that it is about, or where else it was found. */
export interface FoundProblem {
  source: string;
  /** What is wrong, and what to do. */
  message: string;
}
