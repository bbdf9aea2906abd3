import { useCallback } from 'react';
import { Link } from '@backstage/core-components';
import { alertApiRef, useApiHolder } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';

export interface Toast {
  text: string;
  /** Where it goes on. */
  link?: { label: string; address: string };
}

/** Long enough (ms) to reach its link by the keyboard. */
const SHOWN_MS = 10_000;

/** Says in passing what was done. Apps of the legacy frontend system show it without its link. */
export function useToast() {
  const apis = useApiHolder();
  return useCallback(
    ({ text, link }: Toast) => {
      const toasts = apis.get(toastApiRef);
      if (toasts) {
        toasts.post({
          title: text,
          status: 'info',
          // Its own links load the whole portal anew; its surface is dark in light themes.
          description: link && (
            <Link to={link.address} color="inherit" underline="always">
              {link.label}
            </Link>
          ),
          timeout: SHOWN_MS,
        });
        return;
      }
      apis
        .get(alertApiRef)
        ?.post({ message: text, severity: 'info', display: 'transient' });
    },
    [apis],
  );
}
