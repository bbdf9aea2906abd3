import type { Bar } from '../report/Figure';
import { auditedCalls } from './auditedCalls';
import { bashStep } from './bashStep';
import { cancel } from './cancel';
import { cancelStorm } from './cancelStorm';
import { crash } from './crash';
import { dueTimes } from './due/dueTimes';
import { eventDelay } from './eventDelay';
import { finishedRuns } from './finishedRuns';
import { footprint } from './footprint';
import { gate } from './due/gate';
import { growth } from './growth';
import { longReads } from './longReads';
import { moreReplicas } from './moreReplicas';
import { platformHealth } from './platformHealth';
import { runList } from './runList';
import { schedules } from './due/schedules';
import { scriptOutput } from './scriptOutput';
import { silentScripts } from './silentScripts';
import { smallFlows } from './smallFlows';
import { stepTime } from './stepTime';
import { takeover } from './takeover';
import { reload } from './reload';
import { taskHistory } from './taskHistory';
import { typedSecret } from './typedSecret';

/** What is measured here, by the numbers that the bars have. */
export const bars: Bar[] = [
  stepTime,
  smallFlows,
  bashStep,
  scriptOutput,
  eventDelay,
  crash,
  takeover,
  cancel,
  runList,
  taskHistory,
  platformHealth,
  footprint,
  growth,
  typedSecret,
  cancelStorm,
  longReads,
  reload,
  silentScripts,
  finishedRuns,
  auditedCalls,
  moreReplicas,
  dueTimes,
  schedules,
  gate,
];
