import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { sealingKeyOf, type KeyRing, type SecretBox } from '../../keys';
import type { Clock, RunSecretStore } from '../../ports';
import { placeOf } from './RunSecrets';

export interface SecretUpkeepOptions {
  keys: KeyRing;
  box: SecretBox;
  store: RunSecretStore;
  clock: Clock;
  logger: LoggerService;
  /** The time (ms) for which a run that ended may be retried with what was typed. */
  keepMs: number;
}

type Sealed = Awaited<ReturnType<RunSecretStore['listOthers']>>[number];

const AT_A_TIME = 100;

/** Wipes secrets that no retry needs any more, and encrypts the others with the newest key. */
export class SecretUpkeep {
  constructor(private readonly options: SecretUpkeepOptions) {}

  /** Wipes the secrets of runs that ended long enough ago; returns of how many. */
  async wipe(): Promise<number> {
    const { store, clock, keepMs, logger } = this.options;
    const wiped = await store.wipe(clock.now() - keepMs);
    if (wiped > 0) logger.info(`Wiped the typed secrets of ${wiped} run(s)`);
    return wiped;
  }

  /**
   * Encrypts with the newest key what was encrypted with another.
   *
   * @returns how many were; those whose key is gone stay as they are
   */
  async encryptAnew(signal: AbortSignal): Promise<number> {
    const { keys, store, logger } = this.options;
    if (keys.isEmpty) return 0;
    const what = 'Secrets cannot be encrypted anew';
    const { id: keyId } = keys.current('secrets-at-rest', what);
    let done = 0;
    let lost = 0;
    for (let after = ''; !signal.aborted;) {
      const some = await store.listOthers(keyId, { after, limit: AT_A_TIME });
      for (const one of some) {
        const result = await this.#encryptOne(one);
        if (result === 'done') done += 1;
        if (result === 'no-key') lost += 1;
      }
      const last = some.at(-1);
      if (!last) break;
      after = last.runId;
    }
    if (done > 0) {
      logger.info(
        `Encrypted the typed secrets of ${done} run(s) with the key ${keyId}`,
      );
    }
    if (lost > 0) {
      logger.error(
        `The typed secrets of ${lost} run(s) cannot be encrypted anew, since their key is not in idpOrchestrator.keys. Put it back there, after ${keyId}`,
      );
    }
    return done;
  }

  /** What was changed stays as it is, is told, and keeps nobody else waiting. */
  async #encryptOne({
    runId,
    ...from
  }: Sealed): Promise<'done' | 'no-key' | 'changed'> {
    const { box, keys, store, logger } = this.options;
    if (!keys.find('secrets-at-rest', from.keyId)) return 'no-key';
    const place = placeOf(runId);
    let text: string;
    try {
      text = box.open(from.sealed, place);
    } catch (error) {
      logger.error(
        `The typed secrets of run ${runId} cannot be encrypted anew`,
        error as Error,
      );
      return 'changed';
    }
    const what = 'Secrets cannot be encrypted anew';
    const sealed = box.seal(text, { place, what });
    const to = { keyId: sealingKeyOf(sealed), sealed };
    await store.replace(runId, { from, to });
    return 'done';
  }
}

/** Schedules it once for all replicas. */
export async function scheduleSecretUpkeep(
  scheduler: SchedulerService,
  upkeep: SecretUpkeep,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'tend-typed-secrets',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { seconds: 30 },
    scope: 'global',
    fn: async signal => {
      await upkeep.wipe();
      await upkeep.encryptAnew(signal);
    },
  });
}
