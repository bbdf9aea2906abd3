import type { LogPage } from '@idp/backstage-plugin-idp-orchestrator-common';
import { endsGroup, readGroup } from './readGroup';

/** What the beginning and the end of a group have in common. */
export const GROUP_MARK = 'group::';

/**
 * The last line of the group that begins at `header`: its end, the line before
 * the next group, or the end of the log. `search` finds lines with a group's mark.
 */
export async function findGroupEnd(
  search: (from: number) => Promise<LogPage>,
  header: number,
): Promise<number> {
  let from: number | undefined = header + 1;
  let last = header;
  while (from !== undefined) {
    const page: LogPage = await search(from);
    for (const { line, text } of page.items) {
      if (endsGroup(text)) return line;
      if (readGroup(text) !== undefined) return line - 1;
    }
    last = page.total;
    from = page.nextFrom;
  }
  return last;
}
