import Box from '@mui/material/Box';

/** So many letters at the end are always seen: what tells one of many apart is there. */
const TAIL = 12;

/** A shorter text has room. */
const CUT_FROM = 28;

/** A text in one line that is cut in its middle where there is no room for it, and told whole on hover. */
export function MiddleCut({ text }: { text: string }) {
  if (text.length < CUT_FROM) return <span>{text}</span>;
  return (
    <Box
      component="span"
      title={text}
      sx={{ display: 'flex', minWidth: 0, whiteSpace: 'pre' }}
    >
      <Box
        component="span"
        sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {text.slice(0, -TAIL)}
      </Box>
      <Box component="span" sx={{ flexShrink: 0 }}>
        {text.slice(-TAIL)}
      </Box>
    </Box>
  );
}
