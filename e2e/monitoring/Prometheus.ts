import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { findFreePort } from '../../tools/stack/ports.mjs';
import { repositoryRoot } from '../../tools/toolchain/paths.mjs';

/** A real Prometheus that scrapes one target, with the example's alert rules. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  /** Whether it is there: Debian's package `prometheus` brings it. */
  static isInstalled(): boolean {
    return spawnSync('prometheus', ['--version']).status === 0;
  }

  static async start(directory: string, target: string): Promise<Prometheus> {
    fs.mkdirSync(directory, { recursive: true });
    const config = path.join(directory, 'prometheus.yml');
    const rules = path.join(repositoryRoot, 'examples/monitoring/alerts.yaml');
    fs.writeFileSync(
      config,
      `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [${JSON.stringify(rules)}]
scrape_configs:
  - job_name: backstage
    static_configs: [{ targets: ['${target}'] }]
`,
    );
    const address = `127.0.0.1:${await findFreePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${path.join(directory, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: 'ignore' },
    );
    return new Prometheus(child, `http://${address}/api/v1`);
  }

  /** The values that a query gives now; none while it does not answer yet. */
  async query(expression: string): Promise<number[]> {
    const query = new URLSearchParams({ query: expression });
    const answer = await this.#get(`query?${query}`);
    const result = (answer?.result ?? []) as Array<{ value: [number, string] }>;
    return result.map(({ value }) => Number(value[1]));
  }

  /** How each rule was evaluated, by name. */
  async readRules(): Promise<Record<string, string>> {
    const answer = await this.#get('rules');
    const groups = (answer?.groups ?? []) as Array<{
      rules: Array<{ name: string; health: string }>;
    }>;
    return Object.fromEntries(
      groups.flatMap(({ rules }) =>
        rules.map(({ name, health }) => [name, health]),
      ),
    );
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }

  async #get(what: string): Promise<Record<string, unknown> | undefined> {
    const response = await fetch(`${this.url}/${what}`).catch(() => undefined);
    if (!response?.ok) return undefined;
    return (await response.json()).data;
  }
}
