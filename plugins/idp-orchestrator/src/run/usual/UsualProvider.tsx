import { createContext, useContext, type ReactNode } from 'react';
import type {
  FlowStats,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useFlowStats } from './useFlowStats';

const Context = createContext<FlowStats | undefined>(undefined);

/** Lets every part of the page compare with what is usual, which is asked for once. */
export function UsualProvider(props: { run: Run; children: ReactNode }) {
  const stats = useFlowStats(props.run);
  return <Context.Provider value={stats}>{props.children}</Context.Provider>;
}

/** How the flow of this page's run usually goes; undefined while that is not known. */
export function useUsual(): FlowStats | undefined {
  return useContext(Context);
}
