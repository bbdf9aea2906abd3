import type { ReactNode } from 'react';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import type { Page } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Loaded } from '../api/useLoaded';
import { Notice } from '../notice/Notice';
import { WhenLoaded } from '../notice/WhenLoaded';
import { useText } from '../translation';

interface PagedListProps<T> {
  loaded: Loaded<Page<T>> & { reload: () => void };
  /** Where the page begins; absent on the newest. */
  cursor?: string;
  isFiltered: boolean;
  /** Said when there is nothing at all. */
  empty: ReactNode;
  noMatch: string;
  showAll: string;
  onClear: () => void;
  onTurn: (cursor: string | undefined) => void;
  children: (items: T[]) => ReactNode;
}

/** One page of a list, newest first, with the ways to the others; or why there is none. */
export function PagedList<T>(props: PagedListProps<T>) {
  const { loaded, cursor, onTurn } = props;
  return (
    <WhenLoaded loaded={loaded}>
      {({ items, nextCursor }) =>
        items.length === 0 ? (
          <NothingListed {...props} />
        ) : (
          <>
            {props.children(items)}
            {(cursor || nextCursor) && (
              <Pager cursor={cursor} nextCursor={nextCursor} onTurn={onTurn} />
            )}
          </>
        )
      }
    </WhenLoaded>
  );
}

function NothingListed<T>(props: PagedListProps<T>) {
  const { cursor, isFiltered, empty, noMatch, showAll, onClear } = props;
  return isFiltered || cursor ? (
    <Notice
      icon={<SearchOffIcon />}
      title={noMatch}
      actions={<Button onClick={onClear}>{showAll}</Button>}
    />
  ) : (
    <>{empty}</>
  );
}

interface PagerProps {
  cursor?: string;
  nextCursor?: string;
  onTurn: (cursor: string | undefined) => void;
}

/** Lists are read by keys, so there is a way on and a way back to the start. */
function Pager({ cursor, nextCursor, onTurn }: PagerProps) {
  const t = useText();
  return (
    <Stack
      direction="row"
      spacing={1}
      sx={{ justifyContent: 'flex-end', mt: 1 }}
    >
      <Button disabled={!cursor} onClick={() => onTurn(undefined)}>
        {t('list.newest')}
      </Button>
      <Button disabled={!nextCursor} onClick={() => onTurn(nextCursor)}>
        {t('list.older')}
      </Button>
    </Stack>
  );
}
