import Box from '@mui/material/Box';
import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';
import { shownStateOf } from './state/shownState';
import { WantedNote } from './state/WantedNote';

interface WhyNotHealthyProps {
  health: ServiceHealth;
  /** Titles of services by name. */
  titles: ReadonlyMap<string, string>;
}

/** What is the matter with a service, and what it waits for; nothing when all is well or as somebody wants it. */
export function WhyNotHealthy({ health, titles }: WhyNotHealthyProps) {
  const t = useText();
  const { status, reason, waitsFor = [] } = health;
  // What somebody wants, or a run does, is told instead of what probes see.
  if (shownStateOf(health) !== status) return <WantedNote health={health} />;
  const why = status === 'healthy' ? undefined : reason;
  if (!why && waitsFor.length === 0) return null;
  return (
    <Box sx={{ typography: 'body2', overflowWrap: 'anywhere' }}>
      {why && <Box>{why}</Box>}
      {waitsFor.length > 0 && (
        <Box>
          {t('services.waitsFor', {
            services: waitsFor.map(name => titles.get(name) ?? name).join(', '),
          })}
        </Box>
      )}
    </Box>
  );
}
