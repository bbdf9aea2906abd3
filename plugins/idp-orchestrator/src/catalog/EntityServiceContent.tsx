import Box from '@mui/material/Box';
import LinkOffIcon from '@mui/icons-material/LinkOff';
import { useEntity } from '@backstage/plugin-catalog-react';
import { LINK_COLORS } from '../frame/linkColors';
import { PluginTheme } from '../frame/PluginTheme';
import { Notice } from '../notice/Notice';
import { EnvironmentProvider } from '../services/environment/EnvironmentProvider';
import { EnvironmentSwitch } from '../services/environment/EnvironmentSwitch';
import { WhenDecided } from '../services/environment/WhenDecided';
import { ServiceView } from '../services/service/ServiceView';
import { useText } from '../translation';
import { WindowsProvider } from '../windows/WindowsProvider';
import { SERVICE_ANNOTATION, serviceNameOf } from './annotation';

/** The tab on an entity's page: all there is to see of its service, and its controls. */
export function EntityServiceContent() {
  const t = useText();
  const { entity } = useEntity();
  const name = serviceNameOf(entity);
  return (
    <PluginTheme>
      <Box
        sx={{
          fontFamily: 'fontFamily',
          fontSize: '0.875rem',
          ...LINK_COLORS,
        }}
      >
        {name ? (
          <EnvironmentProvider>
            <WindowsProvider>
              <EnvironmentSwitch />
              <WhenDecided>
                <ServiceView key={name} name={name} />
              </WhenDecided>
            </WindowsProvider>
          </EnvironmentProvider>
        ) : (
          <Notice icon={<LinkOffIcon />} title={t('catalog.noService.title')}>
            {t('catalog.noService.text')} <code>{SERVICE_ANNOTATION}</code>
          </Notice>
        )}
      </Box>
    </PluginTheme>
  );
}
