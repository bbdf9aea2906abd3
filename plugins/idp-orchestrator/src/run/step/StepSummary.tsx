import Box from '@mui/material/Box';
import { MarkdownContent } from '@backstage/core-components';
import { useText } from '../../translation';

/** What a step says of itself, in Markdown; a long one scrolls, so that the log is not far. */
export function StepSummary({ title, text }: { title: string; text: string }) {
  const t = useText();
  return (
    <Box
      role="region"
      aria-label={t('steps.summary', { step: title })}
      tabIndex={0}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        px: 1.5,
        py: 1,
        maxHeight: 240,
        overflow: 'auto',
        typography: 'body2',
        // Twice, to come before the cells of Backstage's Markdown, which are high.
        '&& th, && td': { px: 1.5, py: 0.5, typography: 'body2' },
        '&& th': { fontWeight: 600 },
        '& p:first-of-type': { mt: 0 },
        '& p:last-of-type': { mb: 0 },
      }}
    >
      <MarkdownContent content={text} />
    </Box>
  );
}
