import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import ChangeIcon from '@mui/icons-material/PlayCircleOutline';
import FailureIcon from '@mui/icons-material/Error';
import UnchangedIcon from '@mui/icons-material/CheckCircleOutline';
import type { PlanTotals } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

const PARTS = [
  { name: 'changes', Icon: ChangeIcon, color: 'info.main' },
  { name: 'unchanged', Icon: UnchangedIcon, color: 'text.secondary' },
  { name: 'failures', Icon: FailureIcon, color: 'error.main' },
] as const;

/** What a plan comes to: `5 would change · 2 nothing to do · 1 fails`. */
export function PlanSummary({ totals }: { totals: PlanTotals }) {
  const t = useText();
  const told = PARTS.filter(({ name }) => totals[name] > 0);
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      sx={{ columnGap: 2, rowGap: 0.5, typography: 'subtitle1' }}
    >
      {told.map(({ name, Icon, color }) => (
        <Stack
          key={name}
          component="span"
          direction="row"
          spacing={0.5}
          sx={{ alignItems: 'center' }}
        >
          <Icon aria-hidden sx={{ color, fontSize: 20 }} />
          <span>{t(`plan.total.${name}`, { count: totals[name] })}</span>
        </Stack>
      ))}
      {told.length === 0 && (
        <Typography component="span">{t('plan.total.nothing')}</Typography>
      )}
    </Stack>
  );
}
