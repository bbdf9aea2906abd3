import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ActDialog } from './ActionDialog';
import type { ActOffer } from './decideActions';
import { useActOffers, type ActOffers } from './useAllowedActions';

interface RunActs {
  offers: ActOffers;
  /** Asks why, and does it. */
  ask(offer: ActOffer): void;
}

const Context = createContext<RunActs | undefined>(undefined);

interface RunActsProviderProps {
  run: Run;
  /** A run that was over goes on: follow it again. */
  onReopened: () => void;
  children: ReactNode;
}

/** Lets every part of the page offer acts on its run; one question is open at a time. */
export function RunActsProvider(props: RunActsProviderProps) {
  const { run, onReopened } = props;
  const offers = useActOffers(run);
  const [asking, setAsking] = useState<ActOffer>();
  const ask = useCallback((offer: ActOffer) => setAsking(offer), []);
  const acts = useMemo(() => ({ offers, ask }), [offers, ask]);
  return (
    <Context.Provider value={acts}>
      {props.children}
      {asking && (
        <ActDialog
          run={run}
          offer={asking}
          onClose={() => setAsking(undefined)}
          onDone={() => asking.act === 'retry' && onReopened()}
        />
      )}
    </Context.Provider>
  );
}

/** What can be done to the run of this page. */
export function useRunActs(): RunActs {
  const acts = useContext(Context);
  if (!acts) throw new Error('Acts on a run are offered on its page only');
  return acts;
}
