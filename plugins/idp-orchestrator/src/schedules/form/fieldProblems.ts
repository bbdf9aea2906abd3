import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Translate } from '../../translation';

/** The field that a path of the backend is about: `definition.cron.0` as `cron`, `catchUp.window` as `window`. */
function fieldOf(path: string): string {
  const [first, second] = path.replace(/^definition\.?/, '').split('.');
  if (first === 'catchUp') return second === 'window' ? 'window' : 'catchUp';
  return first === 'onFailure' ? 'pauseAfter' : first;
}

/** Tells what is wrong with a field of the form; nothing where nothing is. */
export type TellWrong = (field: string) => string | undefined;

/** Sorts what the backend found wrong by the fields of the form. */
export function fieldProblems(problems: Problem[], t: Translate): TellWrong {
  return field => {
    const texts = problems
      .filter(({ path }) => fieldOf(path) === field)
      .map(({ expected, got }) => t('form.problem', { expected, got }));
    return texts.length > 0 ? texts.join('; ') : undefined;
  };
}

const FIELDS = new Set([
  'id',
  'title',
  'cron',
  'every',
  'from',
  'at',
  'timezone',
  'when',
  'except',
  'until',
  'overlap',
  'catchUp',
  'window',
  'deadline',
  'jitter',
  'pauseAfter',
  'owner',
]);

/** Whether a field of the form shows it. */
export function isOfField({ path }: Problem): boolean {
  return FIELDS.has(fieldOf(path));
}
