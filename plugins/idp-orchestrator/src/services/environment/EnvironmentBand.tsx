import Box from '@mui/material/Box';
import { useText } from '../../translation';
import { colorOfEnvironment } from './environmentColors';
import { useEnvironment } from './useEnvironment';
import { useEnvironmentOf } from './useEnvironments';

/**
 * A line in the environment's colour across the page; of production also its
 * word, because what is done there is not for trying out.
 */
export function EnvironmentBand() {
  const { environment, environments } = useEnvironment();
  return environment && environments.length > 1 ? (
    <Band name={environment} />
  ) : null;
}

function Band({ name }: { name: string }) {
  const t = useText();
  const environment = useEnvironmentOf(name);
  const { isProduction } = environment;
  return (
    <Box
      role="note"
      aria-label={t('environment.of', { environment: environment.title })}
      data-environment={name}
      sx={theme => {
        const { main, contrastText } = colorOfEnvironment(environment, theme);
        return {
          backgroundColor: main,
          color: contrastText,
          minHeight: 3,
          px: 'var(--bui-space-5, 20px)',
          fontFamily: theme.typography.fontFamily,
          fontSize: theme.typography.pxToRem(12),
          fontWeight: 600,
          lineHeight: '22px',
          // Backstage's page head keeps a distance from what is below it.
          mt: 'calc(-1 * var(--bui-plugin-header-margin-bottom, var(--bui-space-6, 0px)))',
          mb: 2,
        };
      }}
    >
      {isProduction &&
        t('environment.production', { environment: environment.title })}
    </Box>
  );
}
