import { useCallback, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  orchestratorApiRef,
  type OrchestratorApi,
} from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import type { Choice } from '../listing/ChoiceChip';
import type { RunFilter } from './runFilter';

interface KnownChoices {
  choices: Choice<string>[];
  /** Asks the backend for them, when somebody wants to choose. */
  ask: () => void;
}

type Load = (
  api: OrchestratorApi,
  signal: AbortSignal,
) => Promise<Choice<string>[]>;

/** The flows there are; without them (they may be forbidden) the one asked for still shows. */
export function useFlowChoices(chosen?: string): KnownChoices {
  return useChoices(chosen, loadFlows);
}

const loadFlows: Load = async (api, signal) => {
  const { items } = await api.listFlows({ signal });
  return items.map(({ id, title }) => ({ value: id, word: title }));
};

/** The services of the environment that is chosen, or of the default one. */
export function useServiceChoices({
  service,
  environment,
}: Pick<RunFilter, 'service' | 'environment'>): KnownChoices {
  const load: Load = useCallback(
    async (api, signal) => {
      const { items } = await api.listServices(
        environment ? { environment } : {},
        { signal },
      );
      return items.map(({ name, title }) => ({ value: name, word: title }));
    },
    [environment],
  );
  return useChoices(service, load);
}

function useChoices(chosen: string | undefined, load: Load): KnownChoices {
  const api = useApi(orchestratorApiRef);
  const [asked, setAsked] = useState(false);
  // The title of what is chosen is wanted at once.
  const isWanted = asked || chosen !== undefined;
  const loaded = useLoaded(
    useCallback(
      signal => (isWanted ? load(api, signal) : NOTHING),
      [api, load, isWanted],
    ),
  );
  const known = loaded.state === 'ready' ? loaded.value : [];
  const isKnown = known.some(({ value }) => value === chosen);
  return {
    choices:
      chosen && !isKnown ? [{ value: chosen, word: chosen }, ...known] : known,
    ask: () => setAsked(true),
  };
}

const NOTHING = Promise.resolve<Choice<string>[]>([]);
