import { useEffect } from 'react';
import Box from '@mui/material/Box';
import { TERMINAL_COLORS, TERMINAL_FONT } from '../../terminal/terminalLook';
import { LogRow, ROW_HEIGHT } from './LogRow';
import type { StepLog, StepLogView } from './StepLog';
import { useLogScroll } from './useLogScroll';

/** A log that grows has its room from the start; one that is done takes what it needs. */
const LEAST_ROWS = { growing: 16, done: 3 };

interface LogLinesProps {
  log: StepLog;
  view: StepLogView;
  label: string;
  line?: number;
  growing: boolean;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  onMark: (line: number) => void;
}

/** The lines in view, however long the log is. */
export function LogLines(props: LogLinesProps) {
  const { log, line, follow, onFollow } = props;
  const total = props.view.total ?? 0;
  const { setBox, onScroll, rows } = useLogScroll({
    total,
    line,
    follow,
    onFollow,
  });
  const items = rows.getVirtualItems();
  const from = (items[0]?.index ?? 0) + 1;
  const to = (items.at(-1)?.index ?? -1) + 1;

  useEffect(() => {
    if (to >= from) log.want(from, to);
  });

  return (
    <Box
      ref={setBox}
      onScroll={onScroll}
      role="region"
      aria-label={props.label}
      tabIndex={0}
      sx={{
        ...TERMINAL_FONT,
        height: heightFor(total, props.growing),
        maxHeight: { xs: '60vh', md: 'max(280px, calc(100vh - 400px))' },
        overflow: 'auto',
        overflowAnchor: 'none',
        contain: 'strict',
        bgcolor: TERMINAL_COLORS.ground,
        color: TERMINAL_COLORS.text,
        borderRadius: '0 0 4px 4px',
      }}
    >
      <div style={{ position: 'relative', height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <LogRow
            key={index}
            number={index + 1}
            line={log.lineAt(index + 1)}
            top={start}
            marked={line === index + 1}
            onMark={props.onMark}
          />
        ))}
      </div>
    </Box>
  );
}

/** As high as the log is long, within reason; room for a scroll bar below. */
function heightFor(total: number, growing: boolean): number {
  const least = growing ? LEAST_ROWS.growing : LEAST_ROWS.done;
  return Math.max(least, total) * ROW_HEIGHT + 16;
}
