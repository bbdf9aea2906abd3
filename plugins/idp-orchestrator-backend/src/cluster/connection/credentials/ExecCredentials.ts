import { z } from 'zod';
import type { Clock, MonotonicTime } from '../../../ports';
import { msSince } from '../../../waiting/monotonicTime';
import type { ExecProgram } from './ExecProgram';
import { runProgram } from './runProgram';

/** A program has so long (ms); shorter than a cluster's first answer may take, so that it is the one that is named. */
const LIMIT_MS = 20_000;
/** A program is run again after so long (ms) at the earliest, whatever came of it. */
const AGAIN_AFTER_MS = 5_000;

/** Credentials that a program gave. */
export interface Credentials {
  token?: string;
  clientCertificateData?: string;
  clientKeyData?: string;
}

const answerSchema = z.object({
  apiVersion: z.string().optional(),
  kind: z.literal('ExecCredential').optional(),
  status: z
    .object({
      token: z.string().optional(),
      clientCertificateData: z.string().optional(),
      clientKeyData: z.string().optional(),
      expirationTimestamp: z.string().nullish(),
    })
    .refine(
      ({ token, clientCertificateData, clientKeyData }) =>
        token || (clientCertificateData && clientKeyData),
    ),
});

interface Kept {
  result: { credentials: Credentials } | { error: Error };
  obtainedAt: number;
  goodUntil: number;
}

/**
 * The credentials that a program gives, for all who need them: it is run once
 * at a time, and what it gave is kept until it expires, or the cluster does not
 * know it any more.
 */
export class ExecCredentials {
  readonly #limitMs: number;
  #kept?: Kept;
  #run?: {
    result: Promise<Kept>;
    ending: AbortController;
    waiting: number;
    begun: MonotonicTime;
  };
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly program: ExecProgram,
    private readonly clock: Clock,
    limitMs = LIMIT_MS,
  ) {
    this.#limitMs = limitMs;
  }

  /**
   * Returns what is kept, or what the program gives now. It is ended when
   * nobody waits for it any more.
   *
   * @throws the signal's reason when that aborts; why the program gave nothing
   */
  async get(signal: AbortSignal): Promise<Credentials> {
    const { result } = this.#isGood() ? this.#kept! : await this.#wait(signal);
    if ('error' in result) throw result.error;
    return result.credentials;
  }

  /** Notes that the cluster does not know what was given (401); tells whether new ones can be had at once. */
  refused(credentials: Credentials): boolean {
    const kept = this.#kept;
    if (!kept || 'error' in kept.result) return true;
    if (kept.result.credentials === credentials) {
      kept.goodUntil = kept.obtainedAt + AGAIN_AFTER_MS;
    }
    return !this.#isGood() || kept.result.credentials !== credentials;
  }

  /** Describes what is waited for while the program runs. */
  pendingReason(): string | undefined {
    if (!this.#run) return undefined;
    const seconds = Math.floor(msSince(this.clock, this.#run.begun) / 1_000);
    return `credentials are being obtained by ${this.program.command}, for ${seconds} s so far`;
  }

  #isGood(): boolean {
    return this.#kept !== undefined && this.clock.now() < this.#kept.goodUntil;
  }

  async #wait(signal: AbortSignal): Promise<Kept> {
    signal.throwIfAborted();
    const run = (this.#run ??= this.#start());
    run.waiting += 1;
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal.reason);
      signal.addEventListener('abort', leave);
    });
    try {
      return await Promise.race([run.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      run.waiting -= 1;
      if (run.waiting === 0) {
        run.ending.abort('nobody waits');
        if (this.#run === run) this.#run = undefined;
      }
    }
  }

  #start() {
    const ending = new AbortController();
    const result = this.#last.then(() => this.#obtain(ending.signal));
    // Who waits is told; that it was ended since nobody does is nobody's failure.
    this.#last = result.catch(() => {});
    return { result, ending, waiting: 0, begun: this.clock.monotonic() };
  }

  async #obtain(signal: AbortSignal): Promise<Kept> {
    const limits = { signal, limitMs: this.#limitMs };
    try {
      const answer = await runProgram(this.program, limits);
      const { expirationTimestamp, ...credentials } = this.#read(answer);
      const expires = expirationTimestamp
        ? Date.parse(expirationTimestamp)
        : Infinity;
      return this.#keep({ credentials }, expires);
    } catch (error) {
      signal.throwIfAborted();
      return this.#keep({ error: error as Error }, 0);
    }
  }

  #keep(result: Kept['result'], expires: number): Kept {
    const obtainedAt = this.clock.now();
    const goodUntil = Math.max(expires || 0, obtainedAt + AGAIN_AFTER_MS);
    this.#kept = { result, obtainedAt, goodUntil };
    return this.#kept;
  }

  #read(answer: string): z.infer<typeof answerSchema>['status'] {
    const { command, apiVersion } = this.program;
    const read = answerSchema.safeParse(parse(answer));
    if (!read.success) {
      throw new Error(
        `program ${command} did not print an ExecCredential with a token, or with a certificate and its key`,
      );
    }
    const given = read.data.apiVersion;
    if (given && apiVersion && given !== apiVersion) {
      throw new Error(
        `program ${command} answers in ${given}, and the kubeconfig says ${apiVersion}`,
      );
    }
    return read.data.status;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told by the schema, without the text: there may be a token in it.
    return undefined;
  }
}
