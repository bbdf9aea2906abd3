import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import BlockIcon from '@mui/icons-material/Block';
import CloudOffIcon from '@mui/icons-material/CloudOff';
import ErrorOutlineIcon from '@mui/icons-material/ErrorOutline';
import SettingsIcon from '@mui/icons-material/SettingsOutlined';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { isUnreachable, messageOf, nameOf, statusOf } from '../api/problemsIn';
import { useText } from '../translation';
import { Notice } from './Notice';

const KINDS = {
  forbidden: BlockIcon,
  missing: SearchOffIcon,
  unreachable: CloudOffIcon,
  unconfigured: SettingsIcon,
  broken: ErrorOutlineIcon,
} as const;

function kindOf(error: Error): keyof typeof KINDS {
  const status = statusOf(error);
  if (nameOf(error) === 'NotConfiguredError') return 'unconfigured';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'missing';
  return isUnreachable(error) ? 'unreachable' : 'broken';
}

/** Why something could not be shown, in words for its kind, and the next action. */
export function FailureNotice(props: { error: Error; onRetry?: () => void }) {
  const t = useText();
  const kind = kindOf(props.error);
  const Icon = KINDS[kind];
  return (
    <Notice
      role="alert"
      icon={<Icon />}
      title={t(`failure.${kind}.title`)}
      actions={
        props.onRetry && (
          <Button variant="outlined" onClick={props.onRetry}>
            {t('failure.retry')}
          </Button>
        )
      }
    >
      <div>{t(`failure.${kind}.text`)}</div>
      <Box component="code" sx={{ whiteSpace: 'pre-wrap', textAlign: 'left' }}>
        {messageOf(props.error)}
      </Box>
    </Notice>
  );
}
