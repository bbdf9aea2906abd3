import type { ReactNode } from 'react';
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { VisuallyHidden } from '../notice/VisuallyHidden';
import { WIDE } from './listCells';

export interface ListColumn {
  title: string;
  /** The title is for screen readers only. */
  untitled?: boolean;
  /** Only where there is room. */
  wide?: boolean;
  align?: 'right';
}

interface ListTableProps {
  label: string;
  columns: ListColumn[];
  /** The rows. */
  children: ReactNode;
}

/** Backstage's cells are wide; on a phone they would leave no room for words. */
const CELLS = {
  '& th, & td': {
    px: { xs: 0.75, md: 2 },
    verticalAlign: 'top',
    lineHeight: 1.4,
  },
  '& tbody tr:last-child td': { borderBottom: 0 },
};

/** The frame and head of a list in rows. */
export function ListTable({ label, columns, children }: ListTableProps) {
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Table size="small" aria-label={label} sx={CELLS}>
        <TableHead>
          <TableRow>
            {columns.map(({ title, untitled, wide, align }) => (
              <TableCell
                key={title}
                align={align}
                sx={{ whiteSpace: 'nowrap', ...(wide && WIDE) }}
              >
                {untitled ? <VisuallyHidden>{title}</VisuallyHidden> : title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>{children}</TableBody>
      </Table>
    </Paper>
  );
}
