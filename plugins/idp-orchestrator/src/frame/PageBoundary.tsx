import { Component, type ReactNode } from 'react';
import Button from '@mui/material/Button';
import CloudOffIcon from '@mui/icons-material/CloudOff';
import ErrorOutlineIcon from '@mui/icons-material/ErrorOutline';
import { Notice } from '../notice/Notice';
import { useText } from '../translation';

interface PageBoundaryProps {
  /** Another page: what went wrong on the one before is over. */
  page: string;
  children: ReactNode;
}

interface PageBoundaryState {
  error?: Error;
  page: string;
}

/** Shows what went wrong with a page, or with loading its code, in words and with the way out. */
export class PageBoundary extends Component<
  PageBoundaryProps,
  PageBoundaryState
> {
  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  static getDerivedStateFromProps(
    { page }: PageBoundaryProps,
    state: PageBoundaryState,
  ): PageBoundaryState | null {
    return page === state.page ? null : { page };
  }

  override state: PageBoundaryState = { page: this.props.page };

  override render() {
    const { error } = this.state;
    return error ? <PageFailure error={error} /> : this.props.children;
  }
}

/** A page that could not be shown; a new load of it is what helps. */
function PageFailure({ error }: { error: Error }) {
  const t = useText();
  const kind = isMissingCode(error) ? 'notLoaded' : 'broken';
  return (
    <Notice
      role="alert"
      icon={kind === 'notLoaded' ? <CloudOffIcon /> : <ErrorOutlineIcon />}
      title={t(`frame.${kind}.title`)}
      actions={
        <Button variant="outlined" onClick={() => window.location.reload()}>
          {t('frame.reload')}
        </Button>
      }
    >
      <div>{t(`frame.${kind}.text`)}</div>
      <code>{error.message}</code>
    </Notice>
  );
}

/** Bundlers and browsers each have words of their own for code that could not be fetched. */
function isMissingCode({ name, message }: Error): boolean {
  return (
    name === 'ChunkLoadError' ||
    /loading (css )?chunk|dynamically imported module|importing a module script/i.test(
      message,
    )
  );
}
