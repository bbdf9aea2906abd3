import { lazy, Suspense, type ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import ToggleButton from '@mui/material/ToggleButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import DownloadIcon from '@mui/icons-material/Download';
import FollowIcon from '@mui/icons-material/VerticalAlignBottom';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useLogDownload } from '../../api/useLogDownload';
import { useText } from '../../translation';

const AttemptSelect = lazy(async () => ({
  default: (await import('./AttemptSelect')).AttemptSelect,
}));

interface LogToolbarProps {
  runId: string;
  step: RunStep;
  attempt: number;
  total?: number;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  onAttempt: (attempt: number) => void;
  /** Comes first. */
  children: ReactNode;
}

/** Search, how many lines there are, which attempt, follow, download. */
export function LogToolbar(props: LogToolbarProps) {
  const t = useText();
  const { step, attempt, total } = props;
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1}
      sx={{ alignItems: 'center', pb: 0.75 }}
    >
      {props.children}
      <Typography
        variant="body2"
        sx={{ color: 'text.secondary', ml: 'auto', whiteSpace: 'nowrap' }}
      >
        {total === undefined
          ? t('logs.loading')
          : t('logs.total', { count: total, total: total.toLocaleString() })}
      </Typography>
      {step.attempts > 1 && (
        <Suspense fallback={null}>
          <AttemptSelect
            step={step}
            attempt={attempt}
            onAttempt={props.onAttempt}
          />
        </Suspense>
      )}
      <Tooltip describeChild title={t('logs.followHint')}>
        <ToggleButton
          size="small"
          value="follow"
          selected={props.follow}
          onChange={() => props.onFollow(!props.follow)}
          sx={{ textTransform: 'none', py: 0.25, gap: 0.5 }}
        >
          <FollowIcon fontSize="small" />
          {t('logs.follow')}
        </ToggleButton>
      </Tooltip>
      <DownloadButton runId={props.runId} step={step.id} />
    </Stack>
  );
}

function DownloadButton({ runId, step }: { runId: string; step: string }) {
  const t = useText();
  const errors = useApi(errorApiRef);
  const download = useLogDownload(runId, step);
  return (
    <Tooltip title={t('logs.download')}>
      <IconButton
        size="small"
        aria-label={t('logs.download')}
        onClick={() => download().catch(error => errors.post(error))}
      >
        <DownloadIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
