import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';
import { FlowCard } from './FlowCard';

/** The flows of one kind; nothing when there are none. */
export function FlowGroup(props: {
  kind: FlowSummary['kind'];
  flows: FlowSummary[];
}) {
  const t = useText();
  const flows = props.flows.filter(({ kind }) => kind === props.kind);
  if (flows.length === 0) return null;
  return (
    <Box component="section" sx={{ mb: 3 }}>
      <Typography variant="h6" component="h2" sx={{ m: 0 }}>
        {t(`flows.kind.${props.kind}`)}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>
        {t(`flows.kindHint.${props.kind}`)}
      </Typography>
      <Box
        component="ul"
        sx={{
          m: 0,
          p: 0,
          listStyle: 'none',
          display: 'grid',
          gap: 2,
          gridTemplateColumns:
            'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
        }}
      >
        {flows.map(flow => (
          <FlowCard key={flow.id} flow={flow} />
        ))}
      </Box>
    </Box>
  );
}
