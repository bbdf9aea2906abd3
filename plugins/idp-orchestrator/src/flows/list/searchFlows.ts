import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';

type Searched = Pick<FlowSummary, 'id' | 'title' | 'description' | 'tags'>;

/**
 * The flows in which every word is found, in any order and anywhere in title,
 * id, tags and description; those that are about the words more come first,
 * and of two that are alike the one that came first.
 */
export function searchFlows<T extends Searched>(flows: T[], text: string): T[] {
  const words = toPlain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return flows;
  return flows
    .map(flow => ({ flow, score: scoreOf(flow, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ flow }) => flow);
}

/** How much a flow is about the words; 0 when one of them is not found. */
function scoreOf(flow: Searched, words: string[]): number {
  const title = toPlain(flow.title);
  const tags = flow.tags.map(toPlain);
  const id = toPlain(flow.id);
  const description = toPlain(flow.description);
  const scores = words.map(word => {
    if (beginsWord(title, word)) return 16;
    if (tags.includes(word)) return 8;
    if (title.includes(word)) return 4;
    if (id.includes(word) || tags.some(tag => tag.includes(word))) return 2;
    return description.includes(word) ? 1 : 0;
  });
  return scores.includes(0) ? 0 : scores.reduce<number>((a, b) => a + b, 0);
}

function beginsWord(text: string, word: string): boolean {
  return ` ${text}`.includes(` ${word}`);
}

/** Lower case and without accents, so that nobody has to type them. */
function toPlain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
