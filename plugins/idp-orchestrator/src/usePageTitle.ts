import { useEffect } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';

/** Names the page in the browser's tab and history; the new frontend system does not. */
export function usePageTitle(title: string): void {
  const app = useApi(configApiRef).getOptionalString('app.title');
  useEffect(() => {
    document.title = [title, app].filter(Boolean).join(' | ');
    return () => {
      document.title = app ?? '';
    };
  }, [title, app]);
}
