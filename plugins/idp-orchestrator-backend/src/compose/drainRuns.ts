import type { LoggerService } from '@backstage/backend-plugin-api';
import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { EngineConfig } from '../config/blocks';
import { findSharedEnd } from '../kernel/sharedEnd';
import type { Dispatcher } from '../ports';

/** What comes to its end in this time (ms) is not worth a word. */
const QUICK_MS = 500;

/**
 * Takes no run any more. Scripts that go on without this process are left alone;
 * for others it waits until they have ended, while what they say is stored.
 */
export async function drainRuns(
  dispatcher: Pick<Dispatcher, 'drain'>,
  options: {
    config: Pick<EngineConfig, 'scriptsSurviveStop' | 'drainTimeoutMs'>;
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
    `${left.length} run(s) have not come so far in ${limit}, and what they run ends with this process now: ${left.join(', ')}`,
  );
}

function findReasonToWait({
  scriptsSurviveStop,
}: Pick<EngineConfig, 'scriptsSurviveStop'>): string | undefined {
  if (scriptsSurviveStop === 'always') return undefined;
  if (scriptsSurviveStop === 'never') return 'the configuration says so';
  return findSharedEnd();
}
