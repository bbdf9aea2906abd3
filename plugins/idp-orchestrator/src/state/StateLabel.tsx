import Stack from '@mui/material/Stack';
import type {
  RunStatus,
  StepStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';
import { StateIcon } from './StateIcon';

/** A state as icon, colour and word. */
export function StateLabel({ status }: { status: RunStatus | StepStatus }) {
  const t = useText();
  return (
    <Stack
      component="span"
      direction="row"
      spacing={0.75}
      sx={{
        alignItems: 'center',
        display: 'inline-flex',
        verticalAlign: 'middle',
        wordBreak: 'normal',
      }}
    >
      <StateIcon status={status} />
      <span>{t(`state.${status}`)}</span>
    </Stack>
  );
}
