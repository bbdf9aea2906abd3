/** The types of events that a webhook can ask for. */
export const WEBHOOK_EVENTS = [
  'run.created',
  'run.started',
  'run.waiting-for-approval',
  'run.succeeded',
  'run.failed',
  'run.cancelled',
  'service.changed',
  'schedule.changed',
  'schedule.missed',
  'audit.sealed',
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A webhook as it is configured: where its messages go, and which it asks for. */
export interface WebhookConfig {
  id: string;
  /** May hold a token, and is shown to nobody. */
  url: string;
  /** The key that messages are signed with. */
  key: Buffer;
  /** All when absent, like the two below. */
  events?: WebhookEvent[];
  flows?: string[];
  environments?: string[];
  /** Sent with each message; may hold secrets. */
  headers: Record<string, string>;
}
