import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  OperationPlan,
  OperationWave,
  PlannedService,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { HealthLabel } from '../health/HealthLabel';
import { EnvironmentChip } from '../environment/EnvironmentChip';
import { isNothingToDo } from './decideStart';
import { describeOperation } from './describeOperation';
import type { PendingOperation } from './operations';

interface OperationPlanViewProps {
  plan: OperationPlan;
  pendingOperation: PendingOperation;
}

/** What would be done in a sentence, and whether it is refused; the order, and who would notice, when asked for. */
export function OperationPlanView(props: OperationPlanViewProps) {
  const t = useText();
  const { plan, pendingOperation } = props;
  return (
    <Stack spacing={2}>
      <div>
        <Typography variant="body1" sx={{ mb: 0.75 }}>
          {describeOperation(plan, pendingOperation, t)}
        </Typography>
        <EnvironmentChip name={plan.environment} />
      </div>
      {plan.refusal && (
        <Alert severity="error" sx={{ overflowWrap: 'anywhere' }}>
          <AlertTitle>{t('operation.refused')}</AlertTitle>
          {plan.refusal}
        </Alert>
      )}
      {isNothingToDo(plan) && (
        <Alert severity="info">{t('operation.nothingToDo')}</Alert>
      )}
      <Box component="details" sx={{ typography: 'body2' }}>
        <Box component="summary" sx={{ cursor: 'pointer', minHeight: 24 }}>
          {t('operation.details')}
        </Box>
        <Waves plan={plan} />
        {plan.blastRadius.length > 0 && <BlastRadius plan={plan} />}
      </Box>
    </Stack>
  );
}

function Waves({ plan }: { plan: OperationPlan }) {
  const t = useText();
  return (
    <Box
      component="ol"
      aria-label={t('operation.waves')}
      // Many services would push the fields below out of sight.
      tabIndex={0}
      sx={{
        m: 0,
        mb: 1,
        p: 0,
        listStyle: 'none',
        maxHeight: '40vh',
        overflow: 'auto',
      }}
    >
      {plan.waves.map(wave => (
        <Wave key={`${wave.number} ${wave.act}`} wave={wave} />
      ))}
    </Box>
  );
}

function Wave({ wave }: { wave: OperationWave }) {
  const t = useText();
  return (
    <Box
      component="li"
      sx={{ py: 1, borderTop: 1, borderColor: 'divider', minWidth: 0 }}
    >
      <Typography variant="subtitle2" component="h3" sx={{ m: 0 }}>
        {t(`operation.wave.${wave.act}`, { number: String(wave.number) })}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {wave.services.map(service => (
          <WaveService key={service.name} service={service} />
        ))}
      </Box>
    </Box>
  );
}

function WaveService({ service }: { service: PlannedService }) {
  const { title, status, text, reason, nothingToDo } = service;
  const why = !nothingToDo && reason && !text.includes(reason) && reason;
  return (
    <Box
      component="li"
      sx={{ py: 0.5, typography: 'body2', overflowWrap: 'anywhere' }}
    >
      <Stack
        direction="row"
        spacing={1}
        useFlexGap
        flexWrap="wrap"
        sx={{ alignItems: 'center' }}
      >
        <strong>{title}</strong>
        <HealthLabel status={status} />
      </Stack>
      <Box sx={{ color: 'text.secondary' }}>
        {[why, text].filter(Boolean).join(' · ')}
      </Box>
    </Box>
  );
}

function BlastRadius({ plan }: { plan: OperationPlan }) {
  const t = useText();
  const touched = plan.blastRadius;
  const titles = new Map(
    [...plan.waves.flatMap(({ services }) => services), ...touched].map(
      ({ name, title }) => [name, title],
    ),
  );
  const needsOf = (names: string[]) =>
    t('operation.needs', {
      services: names.map(name => titles.get(name) ?? name).join(', '),
    });
  return (
    <Alert severity="warning" sx={{ overflowWrap: 'anywhere' }}>
      <AlertTitle>
        {t('operation.blastRadius', { count: touched.length })}
      </AlertTitle>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {touched.map(({ name, title, critical, because }) => (
          <li key={name}>
            <strong>{title}</strong>
            {critical && ` (${t('services.critical')})`} {needsOf(because)}
          </li>
        ))}
      </Box>
    </Alert>
  );
}
