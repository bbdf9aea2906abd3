import { followHealth } from '../../operations/health/watchHealth';
import { sendEventStream } from './eventStream';
import type { SendAnswer } from './SendAnswer';

/** Sends the state of the platform, and again whenever it changes. */
export const sendHealthStream: SendAnswer = (
  { res },
  { caller, query, perform, stopping },
) => {
  const { environment } = query as { environment?: string };
  return sendEventStream(res, {
    stopping,
    watch: signal => perform(followHealth, caller, { environment, signal }),
    format: health => `event: health\ndata: ${JSON.stringify(health)}\n\n`,
  });
};
