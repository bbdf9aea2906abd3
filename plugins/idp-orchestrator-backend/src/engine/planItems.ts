import {
  addTotals,
  effectOf,
  failureOf,
  holdsSecret,
  totalsOf,
  type FlowStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepEffect } from '@idp/backstage-plugin-idp-orchestrator-node';

/** The most items of a step whose effect is told one by one. */
const MOST_TOLD = 20;
/** The most items whose scripts are asked what they would do, all at the same time. */
const MOST_ASKED = 5;
/** The most characters of an item in a plan. */
const MOST_OF_ITEM = 60;

interface Place {
  item: unknown;
  index: number;
}

interface ItemsToPlan {
  items: unknown[];
  /** What was typed into secret fields: an item that holds some of it is not shown. */
  secrets?: string[];
}

/**
 * Tells what a step with items would do, a part for each item; of a long list
 * for the first of them.
 *
 * @throws Error naming the item that could not be started
 */
export async function planItems(
  { id }: Pick<FlowStep, 'id'>,
  { items, secrets = [] }: ItemsToPlan,
  tell: (place: Place, ask: boolean) => Promise<StepEffect>,
): Promise<StepEffect> {
  if (items.length === 0) {
    const text = 'There is no item: nothing would be done.';
    return { effect: 'none', text, totals: addTotals([]) };
  }
  const told = items.slice(0, MOST_TOLD);
  const names = told.map(item =>
    holdsSecret(item, secrets) ? '***' : describeItem(item),
  );
  const ask = items.length <= MOST_ASKED;
  const effects = await Promise.all(
    told.map((item, index) =>
      tell({ item, index }, ask).catch((error: Error) => {
        const which = `Item ${index + 1} (${names[index]}) of ${id}`;
        throw new Error(`${which}: ${error.message}`, { cause: error });
      }),
    ),
  );
  return {
    effect: effectOf(effects),
    ...failureOf(effects),
    text: describe(items.length, effects),
    parts: effects.map((effect, index) => toPart(effect, names[index], index)),
    totals: estimateTotals(items.length, effects),
  };
}

function describe(count: number, effects: StepEffect[]): string {
  const cut =
    count > effects.length ? `, the first ${effects.length} told` : '';
  const texts = new Set(effects.map(({ text }) => text));
  const same = texts.size === 1 ? `: ${effects[0].text}` : '.';
  return `Once for each of ${count} ${count === 1 ? 'item' : 'items'}${cut}${same}`;
}

function toPart(
  { effect, text, failure, command }: StepEffect,
  name: string,
  index: number,
) {
  const title = `${index + 1}: ${name}`;
  return {
    title,
    decision: 'run' as const,
    effect,
    text,
    ...(failure !== undefined && { failure }),
    ...(command && { command }),
  };
}

function describeItem(item: unknown): string {
  const text = typeof item === 'string' ? item : JSON.stringify(item);
  return text.length <= MOST_OF_ITEM
    ? text
    : `${text.slice(0, MOST_OF_ITEM - 1)}…`;
}

/** Takes those that are not told to be as the last one that is. */
function estimateTotals(count: number, effects: StepEffect[]) {
  const each = effects.map(effect => totalsOf({ decision: 'run', ...effect }));
  const others = addTotals([each[each.length - 1]], count - effects.length);
  return addTotals([...each, others]);
}
