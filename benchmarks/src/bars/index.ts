import type { Bar } from '../report/Figure';
import { bashStep } from './bashStep';
import { crash } from './crash';
import { scriptOutput } from './scriptOutput';
import { smallFlows } from './smallFlows';
import { stepTime } from './stepTime';

/** What is measured here, by the numbers that the bars have. */
export const bars: Bar[] = [
  stepTime,
  smallFlows,
  bashStep,
  scriptOutput,
  crash,
];
