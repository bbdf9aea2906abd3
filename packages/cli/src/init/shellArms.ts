/** An arm of a `case`: its patterns, what it does, and what the case is about. */
export interface Arm {
  subject: string;
  patterns: string[];
  body: string;
  /** The comment at the end of its first line, or above it. */
  comment?: string;
}

/** Lists the arms of all `case … esac` of a script, also of those within others. */
export function listArms(text: string): Arm[] {
  const arms: Arm[] = [];
  const open: Array<{ subject: string; arm?: Arm }> = [];
  let above: string | undefined;
  for (const line of unfold(text).split('\n')) {
    const head = /^\s*case\s+(.+?)\s+in\b(.*)$/.exec(line);
    if (head) open.push({ subject: head[1] });
    const current = open.at(-1);
    const rest = head ? head[2] : line;
    const start = /^\s*\(?([^()#]+?)\)\s*(.*)$/.exec(rest);
    if (current && !current.arm && start && isPattern(start[1])) {
      current.arm = {
        subject: current.subject,
        patterns: start[1]
          .split('|')
          .map(one => one.trim().replace(/["']/g, '')),
        body: '',
        comment: /\s#\s*(.+)$/.exec(line)?.[1] ?? above,
      };
      arms.push(current.arm);
    }
    for (const { arm } of open) if (arm) arm.body += `${line}\n`;
    if (/;;&?\s*(#.*)?$/.test(line) && current) current.arm = undefined;
    if (/^\s*esac\b/.test(line) || (head && /\besac\b/.test(line))) open.pop();
    above = /^\s*#\s*(.+)$/.exec(line)?.[1];
  }
  return arms;
}

/** Gives each arm lines of its own, where several stand in one. */
function unfold(text: string): string {
  return text
    .replace(/(\bdo|\bthen|;|\{)[ \t]+(?=case\s)/g, '$1\n')
    .replace(/^([ \t]*case[ \t]+\S+[ \t]+in)[ \t]+(?=[^\s#])/gm, '$1\n')
    .replace(/(;;&?)[ \t]*(?=[^\s#;&])/g, '$1\n');
}

function isPattern(text: string): boolean {
  return text
    .split('|')
    .every(one => /^\s*["']?[\w.*?=:@+-]+["']?\s*$/.test(one));
}
