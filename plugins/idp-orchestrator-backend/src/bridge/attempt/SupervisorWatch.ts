import { setTimeout as sleep } from 'node:timers/promises';
import { readAge } from '../../kernel/processStat';
import type { Clock, MonotonicTime } from '../../ports';
import { later, LONG_AGO } from '../../waiting/monotonicTime';
import type { AttemptFiles } from '../supervisor/AttemptFiles';
import { readIfThere } from '../supervisor/AttemptFiles';
import type { AttemptProcesses } from '../supervisor/attemptProcesses';
import { endProcesses } from '../supervisor/endProcesses';
import { readBoot } from '../supervisor/kernelIdentity';
import { hostScans } from '../supervisor/ProcessScans';
import { nameOtherKind } from '../supervisor/regularFile';
import {
  isAlive,
  readClaimant,
  readExit,
  readScriptProcess,
  type NotedProcess,
  type ScriptExit,
  type SupervisorIdentity,
} from '../supervisor/supervisorNotes';
import type { Followed } from './decideEnding';
import { describeMissingFolder } from './findAttempt';

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
  #lookAt: MonotonicTime;

  constructor(
    readonly files: AttemptFiles,
    private readonly launch: number,
    private readonly how: {
      clock: Clock;
      /** Present when the supervisor is a child of this process. */
      child?: { ended: Promise<void> };
    },
  ) {
    this.#lookAt = how.child ? later(how.clock.monotonic(), LOOK_MS) : LONG_AGO;
  }

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

  /** Reads how the script ended; a supervisor that is our child has noted it when it ends. */
  async readExit(): Promise<ScriptExit | undefined> {
    return this.how.child && !this.#ended ? undefined : readExit(this.files);
  }

  /** True when the supervisor is a child of this process, which hears of its end. */
  get isChild(): boolean {
    return this.how.child !== undefined;
  }

  /** True when our own child has told that it has ended: all that it was to write is there. */
  get isToldEnded(): boolean {
    return this.#ended;
  }

  /** Tells whether a supervisor that is known is gone. */
  async isKnownGone(): Promise<boolean> {
    return this.#supervisor !== undefined && !(await isAlive(this.#supervisor));
  }

  async isAlive(): Promise<boolean> {
    await this.readProcesses();
    return this.#supervisor !== undefined && isAlive(this.#supervisor);
  }

  async hasEnded(): Promise<boolean> {
    if (this.how.child) return this.#ended;
    return this.#supervisor ? this.isKnownGone() : true;
  }

  /** Says what became of a script whose supervisor is gone without telling how it ended. */
  async checkGone(): Promise<Followed | undefined> {
    if (this.how.child && !this.#ended) {
      await this.#findScript();
      return undefined;
    }
    if (!this.how.child && !this.#isTimeToLook()) return undefined;
    if (await this.#isGivenUp()) return { kind: 'given-up' };
    await this.readProcesses();
    if (!(await this.hasEnded())) return undefined;
    // It ended in good order after all; the next look reads how.
    if (await readExit(this.files)) return undefined;
    if (this.how.child && (await this.#hasNotBegun()))
      return this.#declareNotStarted();
    await sleep(SETTLE_MS);
    return (await readExit(this.files)) ? undefined : this.#declareLost();
  }

  /** Whoever noted itself as the supervisor stays it. */
  async #isGivenUp(): Promise<boolean> {
    if (this.#supervisor) return false;
    return (await readClaimant(this.files, this.launch)) === 'given-up';
  }

  /**
   * Finds the process of a script whose folder was gone before it was known:
   * the script goes on, and can be cancelled, but not how it ends.
   */
  async #findScript(): Promise<void> {
    if (this.#script || !this.#isTimeToLook()) return;
    if (!(await this.#isFolderGone())) return;
    const { cookie } = this.files;
    const leader = (await hostScans.find({ cookie })).find(
      ({ pid, group }) => pid === group,
    );
    if (!leader) return;
    const { pid, startTime } = leader;
    this.#script = { pid, startTime, at: this.how.clock.now() };
    this.#begun = this.#readBegin(this.#script);
  }

  async #isFolderGone(): Promise<boolean> {
    return (await nameOtherKind(this.files.launchRecord)) === 'gone';
  }

  /** Only where all notes are there to tell: a supervisor writes who it is before anything else. */
  async #hasNotBegun(): Promise<boolean> {
    if (this.#supervisor || this.#script) return false;
    const kinds = await Promise.all([
      nameOtherKind(this.files.launchRecord),
      nameOtherKind(this.files.script),
    ]);
    return kinds.every(kind => kind === undefined);
  }

  /** Says that nothing was done. */
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
        await this.#nameLoss(),
        ...(log ? [`it said: ${log}`] : []),
        ...(left.length > 0
          ? [`these processes could not be ended: ${left.join(', ')}`]
          : []),
      ].join('; '),
    };
  }

  async #nameLoss(): Promise<string> {
    if (await this.#isFolderGone()) return describeMissingFolder(this.files);
    const is = await nameOtherKind(this.files.exit);
    return is === undefined || is === 'gone'
      ? 'The supervisor of the script vanished, and it is not known how the script ended'
      : `The note of how the script ended cannot be read: ${this.files.exit} is ${is}`;
  }

  async #readLog(): Promise<string> {
    const log = await readIfThere(this.files.supervisorLog);
    return (log ?? '').trim().slice(-500);
  }
}
