import type * as Cel from '@marcbachmann/cel-js';
import { lazy } from '../../waiting/lazy';

/** Loads the library of CEL with the first expression, since to load it takes longer than most plugins take to start. */
export const loadCel = lazy(
  () => require('@marcbachmann/cel-js') as typeof Cel,
);
