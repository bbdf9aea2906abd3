import { useId, useState, type FormEvent } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useText } from '../../translation';

interface SaveViewDialogProps {
  /** Names that there are. */
  taken: string[];
  onClose: () => void;
  onSave: (name: string) => void;
}

/** Asks how the present choice of runs is to be called. */
export function SaveViewDialog({
  taken,
  onClose,
  onSave,
}: SaveViewDialogProps) {
  const t = useText();
  const titleId = useId();
  const [name, setName] = useState('');
  const isTaken = taken.includes(name.trim());
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(name.trim());
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="xs"
    >
      <form onSubmit={save}>
        <DialogTitle id={titleId}>{t('runs.views.saveTitle')}</DialogTitle>
        <DialogContent>
          <TextField
            required
            fullWidth
            margin="dense"
            label={t('runs.views.name')}
            value={name}
            error={isTaken}
            helperText={isTaken ? t('runs.views.taken') : ' '}
            onChange={event => setName(event.target.value)}
            inputProps={{ maxLength: 60 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('acts.back')}</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={!name.trim() || isTaken}
          >
            {t('runs.views.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
