import type {
  RunError,
  Usage,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** The result of acting on a service; whether it is well then is another question. */
export type Operated =
  | {
      result: 'done';
      summary?: string;
      usage?: Usage;
      warning?: RunError;
      /** True when a part of it was left stopped on purpose. */
      isPartly?: true;
    }
  | {
      result: 'failed' | 'timed-out' | 'cancelled';
      error: RunError;
      usage?: Usage;
      /** True when certainly nothing was changed. */
      untouched?: true;
    }
  | { result: 'lost'; error: RunError };
