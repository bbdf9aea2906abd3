import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import { ListTable } from '../listing/ListTable';
import { SMALL } from '../listing/listCells';
import { useText } from '../translation';
import type { ComparedValue } from './compareRuns';

/** Values of the input that are not the same in both runs. */
export function InputTable({ values }: { values: ComparedValue[] }) {
  const t = useText();
  return (
    <ListTable
      label={t('compare.input')}
      columns={[
        { title: t('compare.name') },
        { title: t('compare.first') },
        { title: t('compare.second') },
      ]}
    >
      {values.map(({ name, a, b }) => (
        <TableRow key={name}>
          <TableCell>{name}</TableCell>
          <ValueCell value={a} />
          <ValueCell value={b} />
        </TableRow>
      ))}
    </ListTable>
  );
}

function ValueCell({ value }: { value?: string }) {
  const t = useText();
  if (value === undefined) {
    return <TableCell sx={SMALL}>{t('compare.nothing')}</TableCell>;
  }
  return (
    <TableCell sx={{ overflowWrap: 'anywhere' }}>
      <code>{value}</code>
    </TableCell>
  );
}
