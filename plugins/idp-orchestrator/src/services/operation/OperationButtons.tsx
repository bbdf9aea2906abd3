import { useState } from 'react';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import RestartIcon from '@mui/icons-material/RestartAlt';
import StartIcon from '@mui/icons-material/PlayArrow';
import StopIcon from '@mui/icons-material/Stop';
import { Link } from '@backstage/core-components';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ActButton } from '../../confirm/ActButton';
import { useText } from '../../translation';
import { useStepLink } from '../useStepLink';
import { OperationDialog } from './OperationDialog';
import {
  CHANGES,
  createPendingOperation,
  listFitting,
  whyNotOperate,
  type Change,
  type PendingOperation,
} from './operations';

const ICONS = { start: StartIcon, stop: StopIcon, restart: RestartIcon };

interface OperationButtonsProps {
  services: ServiceState[];
  /** Icons only, where there are many of them. */
  small?: boolean;
  onStarted?: () => void;
}

/** The operations that fit how services are, or why not; of one that a run has in its hands the way to that run. */
export function OperationButtons(props: OperationButtonsProps) {
  const t = useText();
  const { services, small = false, onStarted } = props;
  const [pendingOperation, setPendingOperation] = useState<PendingOperation>();
  const whyNot = whyNotOperate(services, t);
  const [only] = services.length === 1 ? services : [];
  const fitting = CHANGES.map(operation => ({
    operation,
    meant: listFitting(operation, services),
  })).filter(({ meant }) => meant.length > 0 || services.length === 0);
  return (
    <>
      {only?.health.pending && <FollowButton pending={only.health.pending} />}
      {fitting.length > 0 && (
        <Tooltip title={whyNot}>
          <Stack
            direction="row"
            spacing={small ? 0.25 : 1}
            // A button that cannot be pressed has no focus; its reason needs one.
            tabIndex={whyNot ? 0 : undefined}
            role={whyNot ? 'note' : undefined}
            aria-label={whyNot || undefined}
            sx={{ display: 'inline-flex' }}
          >
            {fitting.map(({ operation, meant }) => (
              <OperationButton
                key={operation}
                operation={operation}
                of={only?.title}
                small={small}
                disabled={whyNot !== ''}
                onClick={() =>
                  setPendingOperation(
                    createPendingOperation(operation, meant, t),
                  )
                }
              />
            ))}
          </Stack>
        </Tooltip>
      )}
      {pendingOperation && (
        <OperationDialog
          pendingOperation={pendingOperation}
          onClose={() => setPendingOperation(undefined)}
          onStarted={onStarted}
        />
      )}
    </>
  );
}

interface FollowButtonProps {
  pending: NonNullable<ServiceState['health']['pending']>;
}

function FollowButton({ pending }: FollowButtonProps) {
  const t = useText();
  const link = useStepLink();
  return (
    <Button
      size="small"
      variant="outlined"
      component={Link}
      to={link(pending)}
      aria-label={t('services.followRun', { run: pending.runTitle })}
    >
      {t('frame.follow')}
    </Button>
  );
}

interface OperationButtonProps {
  operation: Change;
  of?: string;
  small: boolean;
  disabled: boolean;
  onClick: () => void;
}

function OperationButton(props: OperationButtonProps) {
  const t = useText();
  const { operation, of, small, disabled, onClick } = props;
  const Icon = ICONS[operation];
  const word = t(`operation.act.${operation}`);
  const label = of
    ? t('operation.actOf', { act: word, service: of })
    : undefined;
  return small ? (
    <IconButton
      size="small"
      aria-label={label ?? word}
      title={disabled ? undefined : word}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon fontSize="small" />
    </IconButton>
  ) : (
    <ActButton
      size="small"
      variant="outlined"
      destructive={operation === 'stop'}
      aria-label={label}
      startIcon={<Icon />}
      disabled={disabled}
      onClick={onClick}
    >
      {word}
    </ActButton>
  );
}
