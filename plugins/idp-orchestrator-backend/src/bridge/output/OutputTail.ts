import { open } from 'node:fs/promises';
import type { LogStream } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogPosition, ScriptSaid } from '../../ports';
import type { LineLimit } from './LineSplitter';
import {
  STREAMS,
  type OutputInterpreter,
  type SplitBlock,
} from './OutputInterpreter';
import { StreamTail } from './StreamTail';

export interface TailPiece {
  said: ScriptSaid | undefined;
  /** True when there is more to read at once. */
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

  /** Reads from now on only what is there now, whatever something left behind still writes. */
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

  /** Interprets last lines without a line feed, when nothing more will come. */
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
