/** The answer of the API when it refuses: the fields of its `Status` that are read here. */
export interface RefusalStatus {
  message?: string;
  reason?: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    causes?: Array<{ reason?: string; message?: string; field?: string }>;
  };
}
