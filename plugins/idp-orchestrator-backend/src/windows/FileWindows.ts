import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FileWindow, ReadFolder } from '../flows/files';
import type { WindowDefinition } from '../ports';
import { describeFlowProblem } from '../flows/ProblemLog';
import { chooseWindows } from './chooseWindows';

/** The windows of files that are in force, and what is wrong besides what cannot be read. */
export interface ReadWindows {
  windows: WindowDefinition[];
  problems: FlowProblem[];
}

/**
 * Reads the windows that files hold. While something in a file is wrong, the
 * windows that it held stay in force as this process has read them last, and say
 * so: a mistake in a freeze must not end it. With its document or file a window
 * is gone.
 */
export class FileWindows {
  #inForce: FileWindow[] = [];

  /** @param configured - the windows of the configuration, whose ids no file may have */
  constructor(
    private readonly list: () => Promise<
      Pick<ReadFolder, 'windows' | 'problems' | 'isWrong'>
    >,
    private readonly configured: readonly WindowDefinition[],
  ) {}

  async read(): Promise<ReadWindows> {
    const { windows, problems, isWrong } = await this.list();
    const chosen = chooseWindows(windows, this.configured);
    const there = new Set(windows.map(({ definition }) => definition.id));
    const kept = this.#inForce.filter(
      ({ definition, source }) => !there.has(definition.id) && isWrong(source),
    );
    this.#inForce = [...chosen.windows, ...kept];
    const outdated = kept.map(({ definition, source }) => {
      const why = problems.find(problem => problem.source === source);
      // Where it is in no file, the whole folder cannot be read.
      return keep(definition, source, why ?? problems[0]);
    });
    return {
      windows: [
        ...chosen.windows.map(({ definition }) => definition),
        ...outdated.map(({ window }) => window),
      ],
      problems: [...chosen.problems, ...outdated.map(({ problem }) => problem)],
    };
  }
}

function keep(
  definition: WindowDefinition,
  source: string,
  why: FlowProblem | undefined,
): { window: WindowDefinition; problem: FlowProblem } {
  const { id } = definition;
  const message = `Window ${id} stays in force as it was read last, since something in its file is wrong. Correct the file, or take the window out of it`;
  return {
    window: {
      ...definition,
      outdated: why ? describeFlowProblem(why) : 'Its file cannot be read',
    },
    problem: { source, message, severity: 'warning' },
  };
}
