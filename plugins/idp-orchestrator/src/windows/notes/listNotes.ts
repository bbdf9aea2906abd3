import type {
  ChangeWindow,
  Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What somebody is about to change, as far as it is known. */
export interface Change {
  /** Nothing but what is for all environments concerns it when absent. */
  environment?: string;
  /** The flow that does it; absent where any may. */
  flow?: string;
  risk?: Risk;
}

/** What a window says to whoever is about to change something. */
export interface WindowNote {
  /**
   * `frozen`: it waits for the end of a freeze. `closed`: it waits for a
   * maintenance window. `coming`: a freeze begins soon. `open`: a maintenance
   * window ends soon.
   */
  kind: 'frozen' | 'closed' | 'coming' | 'open';
  window: ChangeWindow;
}

/** What is farther off than this (ms) nobody needs to know yet. */
const SOON_MS = 24 * 60 * 60 * 1_000;

/** Lists what windows say to a change at a time (ms since 1970): what keeps it from happening first. */
export function listNotes(
  windows: ChangeWindow[],
  change: Change,
  now: number,
): WindowNote[] {
  const isSoon = (at: string) => Date.parse(at) - now <= SOON_MS;
  const notes = windows
    .filter(window => concerns(window, change))
    .flatMap((window): WindowNote[] => {
      const { kind, current, next } = window;
      if (kind === 'freeze') {
        if (current) return [{ kind: 'frozen', window }];
        return next && isSoon(next.from) ? [{ kind: 'coming', window }] : [];
      }
      if (!current) return [{ kind: 'closed', window }];
      return isSoon(current.to) ? [{ kind: 'open', window }] : [];
    });
  return KINDS.flatMap(kind => notes.filter(note => note.kind === kind));
}

const KINDS = ['frozen', 'closed', 'coming', 'open'] as const;

/** Whether a note says that it cannot happen now. */
export function isAgainst({ kind }: WindowNote): boolean {
  return kind === 'frozen' || kind === 'closed';
}

/**
 * Whether a window is about a change. What is closed nearly always, for flows or
 * risks of a kind, is told where such a flow is started and nowhere else.
 */
function concerns(
  { kind, environments, flows, riskAtLeast }: ChangeWindow,
  { environment, flow, risk }: Change,
): boolean {
  const isHere =
    environments.length === 0 ||
    (environment !== undefined && environments.includes(environment));
  if (!isHere) return false;
  if (flows && (flow === undefined || !flows.includes(flow))) return false;
  if (riskAtLeast === undefined) return true;
  if (risk === undefined) return kind === 'freeze';
  return RISKS.indexOf(risk) >= RISKS.indexOf(riskAtLeast);
}

/** As in `-common`, whose module brings its schemas into the page. */
const RISKS: readonly Risk[] = ['low', 'medium', 'high', 'critical'];
