import { useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ListTable } from '../../listing/ListTable';
import { useText } from '../../translation';
import { FlowRow } from './FlowRow';

/** So many rows are drawn at first, and with each further press. */
const PAGE = 50;

interface FlowTableProps {
  /** In their order. */
  flows: FlowSummary[];
  starred: readonly string[];
  onStar: (flowId: string) => void;
  onTag: (tag: string) => void;
}

/** Flows as rows, the first of them if there are many. */
export function FlowTable({ flows, starred, onStar, onTag }: FlowTableProps) {
  const t = useText();
  const [most, setMost] = useState(PAGE);
  const left = flows.length - most;
  return (
    <>
      <ListTable
        label={t('flows.label')}
        columns={[
          { title: t('flows.starred'), untitled: true },
          { title: t('flows.flow') },
          { title: t('flows.risk'), wide: true },
          { title: t('flows.ownerLabel'), wide: true },
          { title: t('flows.lastRun'), wide: true },
          { title: t('flows.usual'), wide: true },
          { title: t('form.run'), untitled: true },
        ]}
      >
        {flows.slice(0, most).map(flow => (
          <FlowRow
            key={flow.id}
            flow={flow}
            isStarred={starred.includes(flow.id)}
            onStar={() => onStar(flow.id)}
            onTag={onTag}
          />
        ))}
      </ListTable>
      {left > 0 && (
        <Box sx={{ mt: 1, textAlign: 'center' }}>
          <Button onClick={() => setMost(most + PAGE)}>
            {t('flows.more', {
              count: Math.min(left, PAGE),
              all: String(flows.length),
            })}
          </Button>
        </Box>
      )}
    </>
  );
}
