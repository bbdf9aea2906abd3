import { sendEventStream } from './eventStream';
import type { SendAnswer } from './SendAnswer';

/** Sends how the platform is, and again whenever it changes. */
export const sendHealthStream: SendAnswer = (
  { res },
  { caller, query },
  { orchestrator },
) => {
  const { environment } = query as { environment?: string };
  return sendEventStream(res, {
    watch: signal => orchestrator.watchHealth(caller, { environment, signal }),
    format: health => `event: health\ndata: ${JSON.stringify(health)}\n\n`,
  });
};
