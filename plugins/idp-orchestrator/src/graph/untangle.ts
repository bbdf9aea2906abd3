import type { GraphStep } from './layOutSteps';

/**
 * The same layers, each in the order of the middle of what its steps need, so
 * that lines cross less.
 */
export function untangle<S extends GraphStep>(layers: S[][]): S[][] {
  const across = new Map<string, number>();
  return layers.map(layer => {
    const middle = (step: S) => {
      const places = step.needs.flatMap(need => across.get(need) ?? []);
      return places.length
        ? places.reduce((sum, place) => sum + place, 0) / places.length
        : 0;
    };
    const ordered = layer.slice().sort((a, b) => middle(a) - middle(b));
    ordered.forEach((step, index) =>
      across.set(step.id, index - (ordered.length - 1) / 2),
    );
    return ordered;
  });
}
