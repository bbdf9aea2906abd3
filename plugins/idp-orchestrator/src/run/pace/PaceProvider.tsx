import { createContext, useContext, type ReactNode } from 'react';
import type {
  FlowStats,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useFlowStats } from './useFlowStats';

const Context = createContext<FlowStats | undefined>(undefined);

/** Lets every part of the page compare with what is usual, which is asked for once. */
export function PaceProvider(props: { run: Run; children: ReactNode }) {
  const stats = useFlowStats(props.run);
  // A dry run does nothing, so its times say nothing.
  const paceStats = props.run.dryRun ? undefined : stats;
  return (
    <Context.Provider value={paceStats}>{props.children}</Context.Provider>
  );
}

/** How the flow of this page's run usually goes; undefined while that is not known. */
export function usePaceStats(): FlowStats | undefined {
  return useContext(Context);
}
