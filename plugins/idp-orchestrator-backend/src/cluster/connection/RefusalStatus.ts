/** What the API answers when it refuses; of its `Status`, what is read here. */
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
