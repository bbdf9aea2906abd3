import { cancelStorm } from './cancelStorm';
import { clusterAway } from './clusterAway';
import { hostileFlows } from './hostileFlows';
import { outputFloods, pipesForFiles } from './meddlingScripts';
import { setClock } from './setClock';
import { fullSpool, missingSpool } from './spoolTrials';
import type { Trial } from './Trial';

/** All that is done to a backend besides killing it, by the name that it is asked for with. */
export const TRIALS: Record<string, Trial> = {
  clock: setClock,
  'full-spool': fullSpool,
  'missing-spool': missingSpool,
  hostile: hostileFlows,
  pipes: pipesForFiles,
  floods: outputFloods,
  cancels: cancelStorm,
  cluster: clusterAway,
};

export * from './cancelStorm';
export * from './renderRows';
export * from './rowOfCrashes';
export * from './Trial';
export * from './TrialBackend';
