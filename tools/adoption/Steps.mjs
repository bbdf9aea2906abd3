import { say } from '../terminal.mjs';

/** What a stranger does, one after another, each a line with its seconds. */
export class Steps {
  #failed = 0;
  #count = 0;

  get failed() {
    return this.#failed;
  }

  /** Does what those behind it need: a failure ends all of it. */
  async need(title, work) {
    const started = performance.now();
    try {
      const result = await work();
      this.#tell(`✓ ${title}${noteOf(result)}`, started);
      return result;
    } catch (error) {
      this.#failed += 1;
      this.#tell(`✗ ${title}`, started);
      throw error;
    }
  }

  /** Does what can fail without keeping anything else from being tried. */
  async look(title, work) {
    try {
      return await this.need(title, work);
    } catch (error) {
      say(`\n${indent(error.message)}\n`);
      return undefined;
    }
  }

  /** The line at the end. */
  summary() {
    return `${this.#count - this.#failed} passed, ${this.#failed} failed`;
  }

  #tell(text, started) {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    this.#count += 1;
    say(`  ${seconds.padStart(6)} s  ${text}`);
  }
}

function noteOf(result) {
  return typeof result === 'string' ? `: ${result}` : '';
}

function indent(text) {
  return text.replace(/^/gm, '      ');
}
