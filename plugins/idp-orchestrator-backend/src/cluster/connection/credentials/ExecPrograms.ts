import type { Clock } from '../../../ports';
import { ExecCredentials } from './ExecCredentials';
import type { ExecProgram } from './ExecProgram';

/** Gives each program one place for its credentials, however many environments name it. */
export class ExecPrograms {
  readonly #known = new Map<string, ExecCredentials>();

  constructor(
    private readonly clock: Clock,
    private readonly limitMs?: number,
  ) {}

  find(program: ExecProgram): ExecCredentials {
    const key = JSON.stringify(program);
    const known =
      this.#known.get(key) ??
      new ExecCredentials(program, this.clock, this.limitMs);
    this.#known.set(key, known);
    return known;
  }
}
