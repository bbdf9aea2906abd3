import { Link } from '@backstage/core-components';
import { runRouteRef } from '../routes';
import { usePluginLink } from '../usePluginLink';

const RUN_ID = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/;

/** What came of a call; the runs that it names are links. */
export function ResultText({ text }: { text: string }) {
  const runLink = usePluginLink(runRouteRef);
  // Splitting by a group leaves what it found at each second place.
  const parts = text.split(RUN_ID);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <Link
            key={`${index} ${part}`}
            to={runLink({ runId: part })}
            underline="always"
          >
            {shortId(part)}
          </Link>
        ) : (
          part
        ),
      )}
    </>
  );
}

/** The last part of an id, which tells runs of one moment apart. */
export function shortId(id: string): string {
  return id.slice(-8);
}
