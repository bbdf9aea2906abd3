import type { ScriptFollower } from '../../ports';

/** Tells what a follower throws from what the cluster does. */
export class FollowerGuard {
  readonly follower: ScriptFollower;
  #failure: { cause: unknown } | undefined;

  constructor(given: ScriptFollower) {
    const note = async (told: Promise<void>) => {
      try {
        await told;
      } catch (cause) {
        this.#failure ??= { cause };
        throw cause;
      }
    };
    this.follower = {
      position: given.position,
      said: piece => note(given.said(piece)),
      adopted: () => note(given.adopted()),
      isHeld: () => given.isHeld(),
      ...(given.begins && {
        begins: async touched =>
          note(given.begins?.(touched) ?? Promise.resolve()),
      }),
    };
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  throwIfItFailed(): void {
    if (this.#failure) throw this.#failure.cause;
  }
}
