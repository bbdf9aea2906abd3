import Box from '@mui/material/Box';
import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

interface WhyNotHealthyProps {
  health: ServiceHealth;
  /** Titles of services by name. */
  titles: ReadonlyMap<string, string>;
}

/** What is the matter with a service, and what it waits for; nothing when all is well. */
export function WhyNotHealthy({ health, titles }: WhyNotHealthyProps) {
  const t = useText();
  const { status, reason, waitsFor = [] } = health;
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
