import Box from '@mui/material/Box';
import { useEnvironmentOf } from './useEnvironments';
import { colorOfEnvironment } from './environmentColors';

/** An environment by its title and colour; production is filled, so that nobody takes it for another one. */
export function EnvironmentChip({ name }: { name: string }) {
  const environment = useEnvironmentOf(name);
  return (
    <Box
      component="span"
      data-environment={name}
      sx={theme => {
        const { main, contrastText } = colorOfEnvironment(environment, theme);
        return {
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.75,
          px: 1,
          py: 0.25,
          borderRadius: 'var(--bui-radius-full, 9999px)',
          border: `1px solid ${environment.isProduction ? main : theme.palette.divider}`,
          fontSize: theme.typography.pxToRem(12),
          fontWeight: 600,
          lineHeight: 1.5,
          whiteSpace: 'nowrap',
          ...(environment.isProduction && {
            backgroundColor: main,
            color: contrastText,
          }),
        };
      }}
    >
      {!environment.isProduction && <EnvironmentDot name={name} />}
      {environment.title}
    </Box>
  );
}

/** The colour of an environment, beside its word. */
export function EnvironmentDot({ name }: { name: string }) {
  const environment = useEnvironmentOf(name);
  return (
    <Box
      component="span"
      aria-hidden
      sx={{
        width: 8,
        height: 8,
        flexShrink: 0,
        borderRadius: '50%',
        backgroundColor: theme => colorOfEnvironment(environment, theme).main,
      }}
    />
  );
}
