import type { ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import CopyIcon from '@mui/icons-material/ContentCopy';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { useToast } from '../../notice/useToast';
import { useText } from '../../translation';
import { Fact } from './Fact';

/** So much of an id tells runs apart for people; all of it is copied. */
const SHOWN = 8;

/** The id of the run with a button that copies it, and what else is found by it. */
export function RunIdFact({
  id,
  children,
}: {
  id: string;
  children: ReactNode;
}) {
  const t = useText();
  const toast = useToast();
  const errors = useApi(errorApiRef);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id);
      toast({ text: t('run.idCopied') });
    } catch (error) {
      errors.post(error as Error);
    }
  };
  return (
    <Fact name={t('run.id')}>
      <code title={id}>{id.slice(0, SHOWN)}…</code>
      <Tooltip title={t('run.copyId')}>
        <IconButton
          size="small"
          aria-label={t('run.copyId')}
          onClick={copy}
          sx={{ p: 0.25, mx: 0.5, my: -0.5 }}
        >
          <CopyIcon sx={{ fontSize: 16 }} />
        </IconButton>
      </Tooltip>
      {children}
    </Fact>
  );
}
