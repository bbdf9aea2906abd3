import type { StepContext } from './StepContext';

/** Names the template and its step as why something is done. */
export function reasonOf({
  templateInfo,
  step,
  task,
}: Pick<StepContext, 'templateInfo' | 'step' | 'task'>): string {
  const template = templateInfo?.entityRef ?? `task ${task.id}`;
  const name = step?.name ?? step?.id;
  return `Template ${template}${name ? `, step ${name}` : ''}`.slice(0, 1_000);
}
