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
      Pick<ReadFolder, 'windows' | 'wrongOf'>
    >,
    private readonly configured: readonly WindowDefinition[],
  ) {}

  async read(): Promise<ReadWindows> {
    const { windows, wrongOf } = await this.list();
    const chosen = chooseWindows(windows, this.configured);
    const there = new Set(windows.map(({ definition }) => definition.id));
    const kept = this.#inForce.flatMap(window => {
      const wrong = wrongOf(window.file);
      const isThere = there.has(window.definition.id);
      return wrong && !isThere ? [{ window, wrong }] : [];
    });
    this.#inForce = [...chosen.windows, ...kept.map(({ window }) => window)];
    return {
      windows: [
        ...chosen.windows.map(({ definition }) => definition),
        ...kept.map(({ window: { definition }, wrong }) => ({
          ...definition,
          outdated: describeFlowProblem(wrong),
        })),
      ],
      problems: [
        ...chosen.problems,
        ...kept.map(({ window }) => tellKept(window)),
      ],
    };
  }
}

function tellKept({ definition, source }: FileWindow): FlowProblem {
  const message = `Window ${definition.id} stays in force as it was read last, since something in its file is wrong. Correct the file, or take the window out of it`;
  return { source, message, severity: 'warning' };
}
