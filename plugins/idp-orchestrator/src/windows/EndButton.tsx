import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { ChangeWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { ActButton } from '../confirm/ActButton';
import { ReasonDialog } from '../confirm/ReasonDialog';
import { useToast } from '../notice/useToast';
import { useText } from '../translation';
import { useWindowWords } from './useWindowWords';

interface EndButtonProps {
  window: ChangeWindow;
  onEnded: () => void;
}

/** Ends a window that a call has made, and asks why. */
export function EndButton({ window, onEnded }: EndButtonProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const name = useWindowWords().name(window);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <ActButton
        size="small"
        variant="outlined"
        aria-label={t('windows.end.of', { window: name })}
        onClick={() => setAsking(true)}
      >
        {t('windows.end.button')}
      </ActButton>
      {isAsking && (
        <ReasonDialog
          title={t('windows.end.title', { window: name })}
          effect={t('windows.end.effect')}
          confirm={t('windows.end.button')}
          back={t('windows.end.back')}
          onClose={() => setAsking(false)}
          onSend={async reason => {
            await api.endWindow(window.id, { reason });
            toast({ text: t('windows.end.done', { window: name }) });
            onEnded();
          }}
        />
      )}
    </>
  );
}
