import {
  createContext,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  type ReactNode,
} from 'react';
import { useLocation, useNavigate, type To } from 'react-router-dom';
import type { Environment } from './readEnvironments';
import { useKnownEnvironments } from './useKnownEnvironments';
import { useRememberedEnvironment } from './useRememberedEnvironment';

/** The environment that all pages of the plugin are about. */
export interface EnvironmentContext {
  /** Its name; absent where nobody named one, which means the default one of the backend. */
  environment?: string;
  /** Those to choose from. */
  environments: Environment[];
  /** Whether it is known which one it is; what is asked before would be asked of another one. */
  isDecided: boolean;
  /** This address with the environment, where it should have it and has not. */
  correction?: To;
  /** Makes it that of all pages, and remembers it. */
  choose(name: string): void;
  /** Makes it that of all pages, because what the page shows is in it, as a run is. */
  adopt(name: string): void;
}

export const EnvironmentReactContext = createContext<
  EnvironmentContext | undefined
>(undefined);

/** The field of the address that names the environment. */
export const ENVIRONMENT_FIELD = 'environment';

/** Fields that mean the same in another environment. */
const KEPT_FIELDS = ['view', 'status', 'days'];

/**
 * Keeps one environment for all pages: that of the address, else that of the
 * page before, else the one that the reader chose last, else the default. An
 * address that one arrives at without it gets it, so that it can be sent on.
 */
export function EnvironmentProvider({ children }: { children: ReactNode }) {
  const { pathname, search, hash } = useLocation();
  const navigate = useNavigate();
  const { environments, fallback, ...known } = useKnownEnvironments();
  const { remembered, remember, ...kept } = useRememberedEnvironment();
  const isKnown = useCallback(
    (name?: string) => environments.some(one => one.name === name),
    [environments],
  );

  const named = new URLSearchParams(search).get(ENVIRONMENT_FIELD) ?? undefined;
  const before = useRef<string>();
  useEffect(() => {
    if (named) before.current = named;
  }, [named]);
  const chosen = isKnown(remembered) ? remembered : undefined;
  const environment =
    environments.length > 1 || named
      ? (named ?? before.current ?? chosen ?? fallback)
      : undefined;

  const isWaiting = !environment && (known.isLoading || kept.isLoading);
  // What a page itself takes out of its address, such as a filter, stays out.
  const namedAt = useRef<string>();
  useEffect(() => {
    if (named) namedAt.current = pathname;
  }, [named, pathname]);
  const isMissing =
    environment !== undefined && !named && namedAt.current !== pathname;

  // What is shown there is of one environment; in another one there is the list only.
  const adoptedAt = useRef<string>();

  const context = useMemo((): EnvironmentContext => {
    const addressIn = (query: URLSearchParams) => ({
      pathname,
      search: query.toString(),
      hash,
    });
    return {
      environment,
      environments,
      isDecided: !isWaiting,
      correction:
        isMissing && environment
          ? addressIn(withEnvironment(search, environment))
          : undefined,
      choose: name => {
        remember(name);
        const next = addressIn(forOther(search, name));
        const isOfOne = adoptedAt.current === pathname;
        navigate(isOfOne ? { ...next, pathname: parentOf(pathname) } : next);
      },
      adopt: name => {
        if (environments.length < 2 || adoptedAt.current === pathname) return;
        adoptedAt.current = pathname;
        if (name === named) return;
        navigate(addressIn(withEnvironment(search, name)), { replace: true });
      },
    };
  }, [
    environment,
    environments,
    isWaiting,
    isMissing,
    remember,
    navigate,
    pathname,
    search,
    hash,
    named,
  ]);
  return (
    <EnvironmentReactContext.Provider value={context}>
      {children}
    </EnvironmentReactContext.Provider>
  );
}

function withEnvironment(search: string, name: string): URLSearchParams {
  const query = new URLSearchParams(search);
  query.set(ENVIRONMENT_FIELD, name);
  return query;
}

/** Another environment is another page: what else was chosen there is forgotten. */
function forOther(search: string, name: string): URLSearchParams {
  const old = new URLSearchParams(search);
  const next = new URLSearchParams({ [ENVIRONMENT_FIELD]: name });
  for (const field of KEPT_FIELDS) {
    const value = old.get(field);
    if (value) next.set(field, value);
  }
  return next;
}

function parentOf(pathname: string): string {
  return pathname.replace(/\/[^/]+\/?$/, '');
}
