import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';

/** What the tiles and rows are drawn with. */
export interface BoardListProps {
  services: ServiceState[];
  /** Titles of all services by name, for those that are only named. */
  titles: ReadonlyMap<string, string>;
  selected: ReadonlySet<string>;
  onSelect: (name: string, selected: boolean) => void;
  onStarted: () => void;
}
