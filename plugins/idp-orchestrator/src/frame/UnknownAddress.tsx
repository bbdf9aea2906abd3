import { useLocation } from 'react-router-dom';
import Box from '@mui/material/Box';
import SearchOffIcon from '@mui/icons-material/SearchOff';
import { Link } from '@backstage/core-components';
import { Notice } from '../notice/Notice';
import { usePages } from '../usePages';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';

/** There is no page at this address: says so, and leads to those that there are. */
export function UnknownAddress() {
  const t = useText();
  usePageTitle(t('frame.unknown.title'));
  const { pathname } = useLocation();
  const pages = usePages();
  return (
    <Notice icon={<SearchOffIcon />} title={t('frame.unknown.title')}>
      <div>
        <code>{pathname}</code>
      </div>
      <div>{t('frame.unknown.text')}</div>
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          p: 0,
          display: 'flex',
          flexWrap: 'wrap',
          justifyContent: 'center',
          columnGap: 2,
          '& a': { lineHeight: '28px', display: 'inline-block' },
        }}
      >
        {nearestFirst(pages, pathname).map(({ id, label, address }) => (
          <li key={id}>
            <Link to={address} underline="always">
              {label}
            </Link>
          </li>
        ))}
      </Box>
    </Notice>
  );
}

/** A page that the address is below is what was meant, most likely. */
function nearestFirst<P extends { path: string }>(
  pages: P[],
  pathname: string,
) {
  const isNear = ({ path }: P) => pathname.startsWith(`${path}/`);
  return [...pages.filter(isNear), ...pages.filter(page => !isNear(page))];
}
