import { Cron } from 'croner';

/** So many are kept; each takes some 100 KB, for years that patterns of five fields do not have. */
const MOST_KEPT = 200;
const kept = new Map<string, Cron>();

/**
 * Opens a pattern of cron as what tells which local times match, by UTC. It is
 * never a timer.
 *
 * @throws TypeError when croner does not take it
 */
export function openCron(text: string): Cron {
  const cron = kept.get(text) ?? parse(text);
  // The one that was used last is the last to go.
  kept.delete(text);
  kept.set(text, cron);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  return cron;
}

function parse(text: string): Cron {
  return new Cron(text, { utcOffset: 0, mode: '5-part', paused: true });
}
