/** A sleep that something worth looking at ends early. */
export class WakeableTimer {
  #called = Promise.withResolvers<void>();

  call(): void {
    this.#called.resolve();
  }

  async wait(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const slept = new Promise<void>(resolve => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([slept, this.#called.promise]);
    clearTimeout(timer);
    this.#called = Promise.withResolvers<void>();
  }
}
