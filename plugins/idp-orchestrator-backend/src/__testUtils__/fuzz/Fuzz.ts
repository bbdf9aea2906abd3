import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import fc from 'fast-check';
import { catalogFile, flowFile, startBody } from './hostileFiles';

/** A running backend, as a fuzz sees it. */
export interface FuzzTarget {
  /** Base address of the plugin's routes. */
  url: string;
  token: string;
  flowsDirectory: string;
  scriptCatalog: string;
  /** Runs that there are in the database. */
  countRuns(): Promise<number>;
}

/** What came of the inputs of one kind. */
export interface Tally {
  inputs: number;
  accepted: number;
  refused: number;
  /** Answers of 500 and above, words that are not ours, and what was made by what was refused. */
  failures: string[];
}

interface Sample {
  count: number;
  seed: number;
}

/** Words of libraries, which say nothing to whoever wrote the input. */
const FOREIGN =
  /call stack|Invalid input|Too (small|big)|Unrecognized key|schema is invalid|must (NOT|have|match)\b|must be (object|string|number|array|equal|valid)\b|instancePath|\[object |ZodError|undefined is not|Cannot read prop/;

/** A flow whose schema takes long on what it is not made for. */
export const TARGET_FLOW = {
  id: 'target',
  title: 'Target',
  risk: 'low',
  input: {
    type: 'object',
    definitions: {
      node: {
        properties: { a: { allOf: [{ $ref: '#/definitions/node' }, true] } },
      },
      twice: {
        anyOf: [{ $ref: '#/definitions/node' }, { items: { type: 'string' } }],
      },
    },
    properties: {
      a: { $ref: '#/definitions/twice' },
      b: { type: 'string', pattern: '^([a-z0-9]+-?)+$' },
      c: { type: 'array', uniqueItems: true, items: { format: 'email' } },
      d: { type: 'string', format: 'uri' },
    },
  },
  steps: [{ id: 'a', uses: 'wait', with: { for: '0s' } }],
  output: { a: "${{ input.?a.orValue('').size() }}" },
};

/** Sends inputs that are hostile to a running backend, and tells what came of them. */
export class Fuzz {
  constructor(private readonly target: FuzzTarget) {}

  /** Files of flows: each is loaded or told, and what is loaded can be planned. */
  async flowFiles(sample: Sample): Promise<Tally> {
    const tally = newTally();
    for (const texts of batches(flowFile, sample, 25)) {
      const files = texts.map((text, index) => ({
        file: path.join(this.target.flowsDirectory, `fuzz-${index}.yaml`),
        text: text.replace(/^id: fuzz-\d+/, `id: fuzz-${index}`),
      }));
      for (const { file, text } of files) await writeFile(file, text);
      const good = await this.#list(tally, texts.length, 'fuzz-');
      for (const id of good) {
        await this.#post(tally, `/flows/${id}/plan`, '{}');
      }
      for (const { file } of files) await rm(file);
    }
    return tally;
  }

  /** Script catalogs: a script is one that can be used or is told. */
  async catalogs(sample: Sample): Promise<Tally> {
    const tally = newTally();
    for (const [text] of batches(catalogFile, sample, 1)) {
      await writeFile(this.target.scriptCatalog, text);
      await this.#list(tally, 1, 'script-');
    }
    await rm(this.target.scriptCatalog);
    return tally;
  }

  /** Inputs of starts; what is refused makes no run. */
  async inputs(sample: Sample): Promise<Tally> {
    const tally = newTally();
    const before = await this.target.countRuns();
    for (const [body] of batches(startBody, sample, 1)) {
      const status = await this.#post(tally, '/flows/target/runs', body);
      tally.inputs += 1;
      if (status < 300) tally.accepted += 1;
      else tally.refused += 1;
    }
    const made = (await this.target.countRuns()) - before;
    if (made !== tally.accepted) {
      tally.failures.push(`${tally.accepted} starts made ${made} runs`);
    }
    return tally;
  }

  async #list(tally: Tally, count: number, name: string): Promise<string[]> {
    const { status, text } = await this.#send('/flows');
    if (status !== 200) {
      tally.failures.push(`GET /flows: ${status} ${text.slice(0, 300)}`);
      return [];
    }
    const { items, problems } = JSON.parse(text) as {
      items: { id: string }[];
      problems: FlowProblem[];
    };
    for (const { message } of problems) {
      if (FOREIGN.test(message)) tally.failures.push(message.slice(0, 300));
    }
    const good = items.map(({ id }) => id).filter(id => id.startsWith(name));
    tally.inputs += count;
    tally.accepted += Math.min(good.length, count);
    tally.refused += Math.max(count - good.length, 0);
    return good;
  }

  async #post(tally: Tally, place: string, body: string): Promise<number> {
    const { status, text } = await this.#send(place, body);
    if (status >= 500 || (status >= 400 && FOREIGN.test(text))) {
      const what = `${status} ${text.slice(0, 500)}`;
      tally.failures.push(`${place} ${body.slice(0, 200)}: ${what}`);
    }
    return status;
  }

  async #send(place: string, body?: string) {
    const response = await fetch(`${this.target.url}/v1${place}`, {
      method: body === undefined ? 'GET' : 'POST',
      body,
      headers: {
        authorization: `Bearer ${this.target.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
    });
    return { status: response.status, text: await response.text() };
  }
}

function newTally(): Tally {
  return { inputs: 0, accepted: 0, refused: 0, failures: [] };
}

/** Makes values in parts: ten thousand at once would be gigabytes. */
function* batches<T>(
  arbitrary: fc.Arbitrary<T>,
  { count, seed }: Sample,
  size: number,
): Generator<T[]> {
  const made = 100 * size;
  for (let done = 0; done < count; done += made) {
    const numRuns = Math.min(made, count - done);
    const values = fc.sample(arbitrary, { numRuns, seed: seed + done });
    for (let at = 0; at < values.length; at += size) {
      yield values.slice(at, at + size);
    }
  }
}
