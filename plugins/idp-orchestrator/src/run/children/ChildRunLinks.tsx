import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import {
  titleOfRun,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { runRouteRef } from '../../routes';
import { shownStateOf } from '../../state/shownState';
import { StateLabel } from '../../state/StateLabel';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { useChildRuns } from './ChildRunsProvider';

/** The runs that a step started, one for each attempt that did. */
export function ChildRunLinks({ step }: { step: RunStep }) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const children = useChildRuns().filter(
    ({ parent }) => parent?.stepId === step.id,
  );
  return (
    <>
      {children.map(child => (
        <Box
          key={child.id}
          sx={{
            display: 'flex',
            gap: 1,
            flexWrap: 'wrap',
            typography: 'body2',
          }}
        >
          {t('run.child')}
          <Link to={runLink({ runId: child.id })}>{titleOfRun(child)}</Link>
          <StateLabel status={shownStateOf(child)} />
        </Box>
      ))}
    </>
  );
}
