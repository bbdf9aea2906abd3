import Box from '@mui/material/Box';
import LinkOffIcon from '@mui/icons-material/LinkOff';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Notice } from '../notice/Notice';
import { ServiceView } from '../services/service/ServiceView';
import { useText } from '../translation';
import { SERVICE_ANNOTATION, serviceNameOf } from './annotation';

/** The tab on an entity's page: all there is to see of its service, and its controls. */
export function EntityServiceContent() {
  const t = useText();
  const { entity } = useEntity();
  const name = serviceNameOf(entity);
  return (
    <Box sx={{ fontFamily: 'fontFamily' }}>
      {name ? (
        <ServiceView key={name} name={name} />
      ) : (
        <Notice icon={<LinkOffIcon />} title={t('catalog.noService.title')}>
          {t('catalog.noService.text')} <code>{SERVICE_ANNOTATION}</code>
        </Notice>
      )}
    </Box>
  );
}
