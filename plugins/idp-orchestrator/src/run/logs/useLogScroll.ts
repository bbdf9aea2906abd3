import { useCallback, useEffect, useRef, useState, type UIEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ROW_HEIGHT } from './LogRow';

/** Rows drawn beyond the visible ones on each side; with the visible ones well under 150. */
const OVERSCAN = 20;

/** Closer to the end than this, in px, counts as being at the end. */
const END_ZONE = ROW_HEIGHT * 2;

interface LogScrollOptions {
  total: number;
  /** The line that the address points at. */
  line?: number;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

/** The part of a log that is in view: which rows, and where the eye is taken to. */
export function useLogScroll(options: LogScrollOptions) {
  const { total, line, follow, onFollow } = options;
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const lastTop = useRef(0);
  const shownLine = useRef<number>();
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => box,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });

  useEffect(() => {
    if (!line || shownLine.current === line || total < line || !box) return;
    shownLine.current = line;
    rows.scrollToIndex(line - 1, { align: 'center' });
  }, [line, total, box, rows]);

  useEffect(() => {
    if (follow && total > 0 && box) {
      rows.scrollToIndex(total - 1, { align: 'end' });
    }
  }, [follow, total, box, rows]);

  /** Only the reader scrolls up; following only ever goes down. */
  const onScroll = useCallback(
    (event: UIEvent<HTMLDivElement>) => {
      const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
      const wentUp = scrollTop < lastTop.current - 1;
      lastTop.current = scrollTop;
      const atEnd = scrollHeight - scrollTop - clientHeight < END_ZONE;
      if (wentUp && !atEnd) onFollow(false);
    },
    [onFollow],
  );

  return { setBox, onScroll, rows };
}
