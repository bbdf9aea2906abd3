import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';

/**
 * The keys that name their unit, and those of any length of time that took
 * their place.
 */
const REPLACED = {
  'engine.adoptionWindowSeconds': 'engine.adoptionWindow',
  'engine.graceSeconds': 'engine.grace',
  'retention.days': 'retention.age',
  'health.watchSeconds': 'health.watchEvery',
  'health.historyDays': 'health.historyAge',
  'windmill.waitLimitSeconds': 'windmill.waitLimit',
  'agents.dryRunWindowMinutes': 'agents.dryRunWindow',
};

/**
 * Warns in the log of configured keys that have another one in their place;
 * they work all the same.
 */
export function warnOfDeprecatedKeys(
  root: RootConfigService,
  logger: Pick<LoggerService, 'warn'>,
): void {
  for (const [old, key] of Object.entries(REPLACED)) {
    if (!root.has(`idpOrchestrator.${old}`)) continue;
    logger.warn(
      `idpOrchestrator.${old} is deprecated: use idpOrchestrator.${key}, which takes a time such as { minutes: 2 }, 2m or PT2M`,
    );
  }
}
