import type {
  LiveLine,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Claim, RunEntries, RunStore } from '../../ports';
import type { RunNotifier } from '../RunNotifier';
import { maskFact } from '../secrets/maskFact';
import type { OpenedRun } from '../secrets/RunSecrets';
import { unwatched, type WorkOn } from '../watchdog/Watchdog';

/** Another worker has the run now; nothing more may be written here. */
export class ClaimLostError extends Error {
  override name = 'ClaimLostError';
}

/**
 * The one writer of a claimed run. Appends go one after another, each decided
 * from the state that the one before left, and each with the claim's ticket.
 * The state has the secrets of the input; what is written has none.
 */
export class RunJournal {
  #stored: Run;
  #run: Run;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: RunStore,
    private readonly notifier: RunNotifier,
    private readonly claimed: {
      claim: Claim;
      run: Run;
      opened: Pick<OpenedRun, 'input' | 'mask'>;
      work?: WorkOn;
    },
  ) {
    this.#stored = claimed.run;
    this.#run = this.#withSecrets(claimed.run);
  }

  /** The state after the last append. */
  get run(): Run {
    return this.#run;
  }

  /**
   * Writes what `decide` makes of the newest state, in one commit. `decide`
   * is called again when somebody else (a cancel request) wrote in between.
   *
   * @throws ClaimLostError
   */
  append(decide: (run: Run) => RunEntries): Promise<Run> {
    const appended = this.#last.then(() => this.#append(decide));
    // The next append must run also when this one failed; its caller hears of it.
    this.#last = appended.catch(() => undefined);
    return appended;
  }

  async #append(decide: (run: Run) => RunEntries): Promise<Run> {
    for (;;) {
      const { claim, opened, work = unwatched } = this.claimed;
      const run = this.#run;
      const shown = work({ run }, () => {
        const { facts, logs } = decide(run);
        return { facts: facts.map(fact => maskFact(fact, opened.mask)), logs };
      });
      if (shown.facts.length === 0 && shown.logs.length === 0) return run;
      const written = await this.store.append(claim, this.#stored, shown);
      if (written.result === 'appended') {
        this.#take(written.run);
        this.notifier.publish(written.run, written.entries, 'watchers');
        return this.#run;
      }
      if (written.result === 'claim-lost') {
        throw new ClaimLostError(
          `Run ${claim.runId} is with another worker now (ticket ${claim.ticket} is no longer valid)`,
        );
      }
      await this.#read();
    }
  }

  /** Shows a line, masked, to who watches now; it is not written. */
  showLine(line: LiveLine): void {
    const text = String(this.claimed.opened.mask(line.text));
    this.notifier.showLine(this.claimed.claim.runId, { ...line, text });
  }

  /** Takes in what others wrote, after the appends that are under way. */
  catchUp(): Promise<void> {
    const read = this.#last.then(() => this.#read());
    this.#last = read.catch(() => undefined);
    return read;
  }

  async #read(): Promise<void> {
    const { runId } = this.claimed.claim;
    const run = await this.store.get(runId);
    if (!run) throw new ClaimLostError(`Run ${runId} is gone`);
    this.#take(run);
  }

  #take(run: Run): void {
    this.#stored = run;
    this.#run = this.#withSecrets(run);
  }

  #withSecrets(run: Run): Run {
    const { input } = this.claimed.opened;
    return run.secretFields ? { ...run, input } : run;
  }
}
