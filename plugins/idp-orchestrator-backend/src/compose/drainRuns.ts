import type { LoggerService } from '@backstage/backend-plugin-api';
import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { EngineConfig } from '../config/blocks';
import { findSharedEnd } from '../kernel/sharedEnd';
import type { Dispatcher } from '../ports';

/** What comes to its end in this time (ms) is not worth a word. */
const QUICK_MS = 500;
/** Beyond the grace time of scripts (ms): what they said last is stored, and what remains is killed. */
const LAST_WORDS_MS = 3_000;

/**
 * Takes no run any more. Scripts that go on without this process are left alone;
 * for others it waits until they have ended, while what they say is stored. Those
 * that have not ended in time are told to, so that they can put things in order.
 */
export async function drainRuns(
  dispatcher: Pick<Dispatcher, 'drain' | 'end'>,
  options: {
    config: Pick<
      EngineConfig,
      'scriptsSurviveStop' | 'drainTimeoutMs' | 'graceMs'
    >;
    logger: LoggerService;
  },
): Promise<void> {
  const { config, logger } = options;
  const reason = findReasonToWait(config);
  const working = await dispatcher.drain(reason === undefined ? 0 : QUICK_MS);
  if (reason === undefined || working.length === 0) return;
  const limit = formatDuration(config.drainTimeoutMs);
  logger.info(
    `Waiting for up to ${limit} (idpOrchestrator.engine.drainTimeout) for ${working.length} run(s) with steps that would end with this process, since ${reason}. A second signal ends at once`,
  );
  const left = await dispatcher.drain(config.drainTimeoutMs);
  if (left.length === 0) return;
  logger.warn(
    `${left.length} run(s) have not come so far in ${limit}, so what they run is told to end now (TERM) and has ${formatDuration(config.graceMs)} (idpOrchestrator.engine.grace) for it: ${left.join(', ')}`,
  );
  const still = await dispatcher.end(config.graceMs + LAST_WORDS_MS);
  if (still.length === 0) return;
  logger.warn(
    `${still.length} run(s) have not been recorded in that time, and what they run ends with this process: ${still.join(', ')}`,
  );
}

function findReasonToWait({
  scriptsSurviveStop,
}: Pick<EngineConfig, 'scriptsSurviveStop'>): string | undefined {
  if (scriptsSurviveStop === 'always') return undefined;
  if (scriptsSurviveStop === 'never') return 'the configuration says so';
  return findSharedEnd();
}
