import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/core-plugin-api/alpha';

/**
 * How times and numbers are written: as in the reader's country where the
 * browser speaks the language of the portal, else as the language has it.
 */
export function useLanguage(): string {
  const api = useApi(appLanguageApiRef);
  const [{ language }, setLanguage] = useState(() => api.getLanguage());
  useEffect(() => {
    const subscription = api.language$().subscribe(setLanguage);
    return () => subscription.unsubscribe();
  }, [api]);
  return (
    navigator.languages.find(one => one.split('-')[0] === language) ?? language
  );
}
