import { useEffect } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useEnvironment } from './services/environment/useEnvironment';
import { findEnvironment } from './services/environment/readEnvironments';

/**
 * Names the page in the browser's tab and history, with the environment that
 * it is about where there are several: `Overview · Production`.
 */
export function usePageTitle(title: string, about?: string): void {
  const app = useApi(configApiRef).getOptionalString('app.title');
  const { environment, environments } = useEnvironment();
  const name = about ?? environment;
  const where =
    name && environments.length > 1
      ? findEnvironment(environments, name).title
      : undefined;
  useEffect(() => {
    const page = [title, where].filter(Boolean).join(' · ');
    document.title = [page, app].filter(Boolean).join(' | ');
    return () => {
      document.title = app ?? '';
    };
  }, [title, where, app]);
}
