import Box from '@mui/material/Box';
import WindowIcon from '@mui/icons-material/EventOutlined';
import { Notice } from '../notice/Notice';
import { CodeBlock } from '../terminal/CodeBlock';
import { useText } from '../translation';

const EXAMPLE = `idpOrchestrator:
  windows:
    - id: year-end
      title: Year end
      kind: freeze
      environments: [production]
      timezone: Europe/Berlin
      from: 2026-12-18T17:00
      to: 2027-01-04T06:00`;

/** There are no windows: what one is, and how one comes to be. */
export function NoWindows() {
  const t = useText();
  return (
    <Notice icon={<WindowIcon />} title={t('windows.empty.title')}>
      <div>{t('windows.empty.text')}</div>
      <Box sx={{ my: 1.5 }}>{t('windows.empty.how')}</Box>
      <Box sx={{ textAlign: 'left' }}>
        <CodeBlock label={t('windows.empty.example')}>{EXAMPLE}</CodeBlock>
      </Box>
    </Notice>
  );
}
