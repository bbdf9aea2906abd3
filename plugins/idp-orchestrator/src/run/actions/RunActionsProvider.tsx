import {
  createContext,
  lazy,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OfferedAction } from './decideActions';
import { useToast } from '../../notice/useToast';
import { useAllowedActions, type AllowedActions } from './useAllowedActions';

const ActionDialog = lazy(async () => ({
  default: (await import('./ActionDialog')).ActionDialog,
}));

interface RunActions {
  allowed: AllowedActions;
  /** Asks why, and does it. */
  ask(offer: OfferedAction): void;
}

const Context = createContext<RunActions | undefined>(undefined);

interface RunActionsProviderProps {
  run: Run;
  /** A run that was over goes on: follow it again. */
  onReopened: () => void;
  children: ReactNode;
}

/** Lets every part of the page offer actions on its run; one question is open at a time. */
export function RunActionsProvider(props: RunActionsProviderProps) {
  const { run, onReopened } = props;
  const allowed = useAllowedActions(run);
  const toast = useToast();
  const [asking, setAsking] = useState<OfferedAction>();
  const ask = useCallback((offer: OfferedAction) => setAsking(offer), []);
  const actions = useMemo(() => ({ allowed, ask }), [allowed, ask]);
  return (
    <Context.Provider value={actions}>
      {props.children}
      <Suspense fallback={null}>
        {asking && (
          <ActionDialog
            run={run}
            offer={asking}
            onClose={() => setAsking(undefined)}
            onDone={text => {
              toast({ text });
              if (asking.action === 'retry') onReopened();
            }}
          />
        )}
      </Suspense>
    </Context.Provider>
  );
}

/** What can be done to the run of this page. */
export function useRunActions(): RunActions {
  const actions = useContext(Context);
  if (!actions)
    throw new Error('Actions on a run are offered on its page only');
  return actions;
}
