import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
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

interface LogToolbarProps {
  runId: string;
  step: RunStep;
  attempt: number;
  total?: number;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  onAttempt: (attempt: number) => void;
}

/** How many lines there are; which attempt; follow; download. */
export function LogToolbar(props: LogToolbarProps) {
  const t = useText();
  const { step, attempt, total } = props;
  return (
    <Stack
      direction="row"
      spacing={1}
      sx={{ alignItems: 'center', py: 0.5, minHeight: 44 }}
    >
      <Typography variant="body2" sx={{ color: 'text.secondary', flexGrow: 1 }}>
        {total === undefined
          ? t('logs.loading')
          : t('logs.total', { count: total, total: total.toLocaleString() })}
      </Typography>
      {step.attempts > 1 && (
        <Select
          size="small"
          variant="standard"
          value={attempt}
          inputProps={{ 'aria-label': t('logs.attempt') }}
          onChange={event => props.onAttempt(Number(event.target.value))}
        >
          {step.history.map(({ number }) => (
            <MenuItem key={number} value={number}>
              {t('steps.attempt', { number: String(number) })}
            </MenuItem>
          ))}
        </Select>
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
