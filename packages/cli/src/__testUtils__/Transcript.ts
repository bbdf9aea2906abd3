import fs from 'node:fs';
import type { CliEnding } from './runCli';

const WRITES = process.env.IDP_WRITE_TRANSCRIPT === 'true';

const HEAD = `# From ten scripts to ten green runs

Made by the test \`packages/cli/src/__tests__/tenScripts.test.ts\`, with
\`IDP_WRITE_TRANSCRIPT=true\`; times and ids are those of one day.
`;

/** What was typed and what was answered, as a document. */
export class Transcript {
  readonly #parts: string[] = [];

  tell(text: string): void {
    this.#parts.push(text);
  }

  add(args: string[], { code, stdout, stderr }: CliEnding): void {
    const words = args.map(word =>
      /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`,
    );
    const command = `$ idp-orchestrator ${words.join(' ')}`;
    const end = code === 0 ? '' : `(exit ${code})\n`;
    this.#parts.push(
      `\`\`\`console\n${command}\n${stdout}${stderr}${end}\`\`\``,
    );
  }

  /** Writes it down where that is asked for; nobody else's tree is changed by a test. */
  write(file: string): void {
    if (WRITES)
      fs.writeFileSync(file, `${HEAD}\n${this.#parts.join('\n\n')}\n`);
  }
}
