import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { Link } from '@backstage/core-components';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowRouteRef } from '../routes';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';

/**
 * Definitions that could not be loaded, and apart from them those that can be
 * run all the same: the others work, but somebody should know.
 */
export function FlowProblems({ problems }: { problems: FlowProblem[] }) {
  const t = useText();
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const errors = problems.filter(({ severity }) => severity !== 'warning');
  return (
    <>
      {errors.length > 0 && (
        <Alert severity="error" sx={LOOK}>
          <AlertTitle>
            {t('flows.problems', { count: errors.length })}
          </AlertTitle>
          <ProblemList problems={errors} />
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert severity="warning" role="status" sx={LOOK}>
          <AlertTitle>
            {t('flows.warnings', { count: warnings.length })}
          </AlertTitle>
          <ProblemList problems={warnings} />
        </Alert>
      )}
    </>
  );
}

const LOOK = { mb: 2, overflowWrap: 'anywhere' } as const;

function ProblemList({ problems }: { problems: FlowProblem[] }) {
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {problems.map(problem => (
        <li key={`${problem.source}${problem.line}${problem.message}`}>
          <ProblemSource problem={problem} /> {problem.message}
        </li>
      ))}
    </ul>
  );
}

/** Where it is; only a flow that was loaded has a page to go to. */
function ProblemSource({ problem }: { problem: FlowProblem }) {
  const flowLink = usePluginLink(flowRouteRef);
  const { source, line, flow, severity } = problem;
  const place = <code>{line ? `${source}:${line}` : source}</code>;
  return severity === 'warning' && flow ? (
    <Link to={flowLink({ flowId: flow })}>{place}</Link>
  ) : (
    place
  );
}
