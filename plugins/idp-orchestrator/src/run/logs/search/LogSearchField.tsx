import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import IconButton from '@mui/material/IconButton';
import OutlinedInput from '@mui/material/OutlinedInput';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import DownIcon from '@mui/icons-material/KeyboardArrowDown';
import UpIcon from '@mui/icons-material/KeyboardArrowUp';
import { messageOf } from '../../../api/problemsIn';
import { useText, type Translate } from '../../../translation';
import { useKeys } from '../../useKeys';
import { MOST_FOUND, type LogSearchView } from './LogSearch';
import { stepMatch } from './stepMatch';

/** How long after the last letter the search begins. */
const PAUSE_MS = 300;

interface LogSearchFieldProps {
  /** From the address; empty when the field was asked for, and nothing typed yet. */
  find?: string;
  onFind: (find: string | undefined) => void;
  view: LogSearchView;
  line?: number;
  onLine: (line: number) => void;
}

/** What to look for in the log, how often it is there, and the way from one match to the next. */
export function LogSearchField(props: LogSearchFieldProps) {
  const { find = '', view, line = 0, onLine } = props;
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useSearchText(find, props.onFind);
  const isAsked = props.find === '';

  useEffect(() => {
    if (isAsked) input.current?.focus();
  }, [isAsked]);
  useKeys(key => {
    if (key !== '/') return false;
    input.current?.focus();
    input.current?.select();
    return true;
  });

  const go = (direction: 1 | -1) => {
    const match = stepMatch(view.found, line, direction);
    if (match !== undefined) onLine(match);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (text === find) go(event.shiftKey ? -1 : 1);
      else props.onFind(text || undefined);
    }
    if (event.key === 'Escape') {
      setText('');
      props.onFind(undefined);
      input.current?.blur();
    }
  };
  const isIdle = view.found.length === 0;
  return (
    <Stack
      direction="row"
      spacing={0.5}
      sx={{ alignItems: 'center', flexGrow: { xs: 1, sm: 0 } }}
    >
      <OutlinedInput
        inputRef={input}
        size="small"
        type="search"
        placeholder={t('logs.search')}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={onKeyDown}
        inputProps={{ 'aria-label': t('logs.search') }}
        sx={{ width: { xs: '100%', sm: 260 }, flexShrink: 1 }}
      />
      {find && (
        <>
          <GoButton
            label={t('logs.previousMatch')}
            disabled={isIdle}
            onClick={() => go(-1)}
            Icon={UpIcon}
          />
          <GoButton
            label={t('logs.nextMatch')}
            disabled={isIdle}
            onClick={() => go(1)}
            Icon={DownIcon}
          />
        </>
      )}
      <Typography
        variant="body2"
        role="status"
        sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}
      >
        {find ? describeSearch(view, line, t) : ''}
      </Typography>
    </Stack>
  );
}

interface GoButtonProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  Icon: typeof UpIcon;
}

function GoButton({ label, disabled, onClick, Icon }: GoButtonProps) {
  return (
    <Tooltip title={label}>
      <span>
        <IconButton
          size="small"
          aria-label={label}
          disabled={disabled}
          onClick={onClick}
        >
          <Icon fontSize="small" />
        </IconButton>
      </span>
    </Tooltip>
  );
}

/** The text as it is typed, handed on when the typing stops. */
function useSearchText(find: string, onFind: LogSearchFieldProps['onFind']) {
  const [text, setText] = useState(find);
  const hand = useRef(onFind);
  useEffect(() => {
    hand.current = onFind;
  });
  useEffect(() => setText(find), [find]);
  useEffect(() => {
    if (text === find) return undefined;
    const timer = setTimeout(() => hand.current(text || undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, find]);
  return [text, setText] as const;
}

function describeSearch(view: LogSearchView, line: number, t: Translate) {
  const { found, seen, total, searching, error } = view;
  if (error) return messageOf(error);
  const count = found.length;
  const shown = count.toLocaleString() + (count >= MOST_FOUND ? '+' : '');
  const at = found.indexOf(line) + 1;
  const told = at
    ? t('logs.matchOf', { at: at.toLocaleString(), of: shown })
    : t('logs.matches', { count, shown });
  if (!searching) return told;
  const percent = total ? Math.floor((100 * seen) / total) : 0;
  return `${told} · ${t('logs.searching', { percent: String(percent) })}`;
}
