import type { GraphStep } from './layOutSteps';

/** A step that may be one of those that run when all others are over. */
export interface OrderedStep extends GraphStep {
  finally?: boolean;
}

/**
 * The steps with what the engine knows of `finally` written as needs: the
 * first of those need all that nothing else needs, so that they are drawn last.
 */
export function lastAfterAll<S extends OrderedStep>(steps: S[]): S[] {
  const others = steps.filter(step => !step.finally);
  const needed = new Set(others.flatMap(({ needs }) => needs));
  const ends = others.flatMap(({ id }) => (needed.has(id) ? [] : [id]));
  return steps.map(step =>
    step.finally && step.needs.length === 0 ? { ...step, needs: ends } : step,
  );
}
