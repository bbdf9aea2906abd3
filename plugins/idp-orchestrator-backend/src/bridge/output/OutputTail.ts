import { open, type FileHandle } from 'node:fs/promises';
import type { LogStream } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogPosition, ScriptSaid } from '../../ports';
import { LineSplitter, type LineLimit, type SplitLine } from './LineSplitter';
import {
  STREAMS,
  type OutputInterpreter,
  type SplitBlock,
} from './OutputInterpreter';

const BLOCK_BYTES = 128 * 1024;

export interface TailPiece {
  said: ScriptSaid | undefined;
  /** There is more to read at once. */
  more: boolean;
}

/** Reads an attempt's two output files as they grow, a block at a time. */
export class OutputTail {
  private constructor(
    private readonly streams: Record<LogStream, StreamTail>,
    private readonly interpreter: OutputInterpreter,
  ) {}

  static async open(
    files: Record<LogStream, string>,
    interpreter: OutputInterpreter,
    limit: LineLimit,
  ): Promise<OutputTail> {
    const [stdout, stderr] = await Promise.all(
      STREAMS.map(
        async stream => new StreamTail(await open(files[stream], 'r'), limit),
      ),
    );
    return new OutputTail({ stdout, stderr }, interpreter);
  }

  /** Understands again what is stored already: masks, annotations, the tail of stderr. */
  async catchUp(position: LogPosition): Promise<void> {
    for (const stream of STREAMS) {
      const tail = this.streams[stream];
      while (tail.offset < position[stream]) {
        const lines = await tail.read(position[stream] - tail.offset);
        if (lines.length === 0 && !tail.more) break;
        this.interpreter.interpret({ ...NOTHING, [stream]: lines });
      }
    }
  }

  /** From now on reads only what is there now, whatever something left behind still writes. */
  async limitToPresent(): Promise<void> {
    await Promise.all(
      STREAMS.map(stream => this.streams[stream].limitToPresent()),
    );
  }

  async read(): Promise<TailPiece> {
    const { stdout, stderr } = this.streams;
    const block = { stdout: await stdout.read(), stderr: await stderr.read() };
    return {
      said: this.interpreter.interpret(block),
      more: stdout.more || stderr.more,
    };
  }

  /** Last lines without a line feed, when nothing more will come. */
  finish(): ScriptSaid | undefined {
    const last = (stream: LogStream) => {
      const line = this.streams[stream].flush();
      return line ? [line] : [];
    };
    return this.interpreter.interpret({
      stdout: last('stdout'),
      stderr: last('stderr'),
    });
  }

  async close(): Promise<void> {
    await Promise.all(STREAMS.map(stream => this.streams[stream].close()));
  }
}

const NOTHING: SplitBlock = { stdout: [], stderr: [] };

class StreamTail {
  /** Whether the last block was full. */
  more = false;
  #end = Infinity;
  readonly #splitter: LineSplitter;
  readonly #block = Buffer.allocUnsafe(BLOCK_BYTES);

  constructor(
    private readonly file: FileHandle,
    limit: LineLimit,
  ) {
    this.#splitter = new LineSplitter(limit);
  }

  get offset(): number {
    return this.#splitter.offset;
  }

  async limitToPresent(): Promise<void> {
    this.#end = (await this.file.stat()).size;
  }

  async read(most = BLOCK_BYTES): Promise<SplitLine[]> {
    const length = Math.min(most, BLOCK_BYTES, this.#end - this.offset);
    const { bytesRead } = await this.file.read(
      this.#block,
      0,
      length,
      this.offset,
    );
    this.more = bytesRead > 0 && bytesRead === length;
    return this.#splitter.push(this.#block.subarray(0, bytesRead));
  }

  flush(): SplitLine | undefined {
    return this.#splitter.flush();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
