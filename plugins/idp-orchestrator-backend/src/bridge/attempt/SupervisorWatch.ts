import { setTimeout as sleep } from 'node:timers/promises';
import { readAge } from '../../kernel/processStat';
import type { Clock, MonotonicTime } from '../../ports';
import { later, LONG_AGO } from '../../waiting/monotonicTime';
import type { AttemptFiles } from '../supervisor/AttemptFiles';
import { readIfThere } from '../supervisor/AttemptFiles';
import type { AttemptProcesses } from '../supervisor/attemptProcesses';
import { endProcesses } from '../supervisor/endProcesses';
import { readBoot } from '../supervisor/kernelIdentity';
import {
  isAlive,
  readClaimant,
  readExit,
  readScriptProcess,
  type NotedProcess,
  type SupervisorIdentity,
} from '../supervisor/supervisorNotes';
import type { Followed } from './decideEnding';

/** The pause (ms) between two looks for a supervisor that is not our child. */
const LOOK_MS = 1_000;

/** An exit file may be so long (ms) on its way into place. */
const SETTLE_MS = 250;

/** Knows whether the supervisor of one launch is there, and what it noted. */
export class SupervisorWatch {
  #ended = false;
  #supervisor: SupervisorIdentity | undefined;
  #script: NotedProcess | undefined;
  #begun: MonotonicTime | undefined;
  #lookAt = LONG_AGO;

  constructor(
    readonly files: AttemptFiles,
    private readonly launch: number,
    private readonly how: {
      clock: Clock;
      /** Present when the supervisor is a child of this process. */
      child?: { ended: Promise<void> };
    },
  ) {}

  /** When the script was started; undefined until its process is known. */
  get begun(): MonotonicTime | undefined {
    return this.#begun;
  }

  /** Calls the listener when our own child has ended; of others nobody hears. */
  onEnded(listener: () => void): void {
    void this.how.child?.ended.then(() => {
      this.#ended = true;
      listener();
    });
  }

  async readProcesses(): Promise<AttemptProcesses> {
    if (!this.#supervisor) {
      const claimant = await readClaimant(this.files, this.launch);
      if (typeof claimant === 'object') this.#supervisor = claimant;
    }
    if (!this.#script) {
      this.#script = await readScriptProcess(this.files);
      this.#begun = this.#script && this.#readBegin(this.#script);
    }
    return {
      cookie: this.files.cookie,
      supervisor: this.#supervisor,
      script: this.#script,
    };
  }

  async isAlive(): Promise<boolean> {
    await this.readProcesses();
    return this.#supervisor !== undefined && isAlive(this.#supervisor);
  }

  async hasEnded(): Promise<boolean> {
    if (this.how.child) return this.#ended;
    const supervisor = this.#supervisor;
    return !supervisor || !(await isAlive(supervisor));
  }

  /** Says what became of a script whose supervisor is gone without telling how it ended. */
  async checkGone(): Promise<Followed | undefined> {
    if (this.how.child ? !this.#ended : !this.#isTimeToLook()) return undefined;
    const claimant = await readClaimant(this.files, this.launch);
    if (claimant === 'given-up') return { kind: 'given-up' };
    await this.readProcesses();
    if (!(await this.hasEnded())) return undefined;
    // It ended in good order after all; the next look reads how.
    if (await readExit(this.files)) return undefined;
    if (this.how.child && !this.#supervisor) return this.#declareNotStarted();
    await sleep(SETTLE_MS);
    return (await readExit(this.files)) ? undefined : this.#declareLost();
  }

  /** Says that nothing was done: a supervisor writes its identity before anything else. */
  async #declareNotStarted(): Promise<Followed> {
    const log = await this.#readLog();
    return {
      kind: 'not-started',
      reason: log || 'its supervisor ended without a word',
    };
  }

  #isTimeToLook(): boolean {
    const now = this.how.clock.monotonic();
    if (now < this.#lookAt) return false;
    this.#lookAt = later(now, LOOK_MS);
    return true;
  }

  /** Found once, so that what the clock of the wall does afterwards does not matter. */
  #readBegin({ startTime, at }: NotedProcess): MonotonicTime {
    const { clock } = this.how;
    // macOS tells of no start in a time that cannot be set.
    const age = readAge(startTime) ?? Math.max(0, clock.now() - at);
    return later(clock.monotonic(), -age);
  }

  async #declareLost(): Promise<Followed> {
    const supervisor = this.#supervisor;
    if (supervisor && supervisor.boot !== (await readBoot())) {
      return {
        kind: 'lost',
        reason:
          'The host was restarted, or the script ran on another one, and it is not known how it ended',
      };
    }
    // Nothing of it may go on beside what comes next.
    const processes = await this.readProcesses();
    const left = await endProcesses({ ...processes, endSupervisor: true }, 0);
    const log = await this.#readLog();
    return {
      kind: 'lost',
      reason: [
        'The supervisor of the script vanished, and it is not known how the script ended',
        ...(log ? [`it said: ${log}`] : []),
        ...(left.length > 0
          ? [`these processes could not be ended: ${left.join(', ')}`]
          : []),
      ].join('; '),
    };
  }

  async #readLog(): Promise<string> {
    const log = await readIfThere(this.files.supervisorLog);
    return (log ?? '').trim().slice(-500);
  }
}
