import { useState } from 'react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import ToggleButton from '@mui/material/ToggleButton';
import Tooltip from '@mui/material/Tooltip';
import {
  formatDuration,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { shownStateOf } from '../../state/shownState';
import { StateIcon } from '../../state/StateIcon';
import { useNow } from '../../time/useNow';
import { useText } from '../../translation';
import { MiddleCut } from '../steps/MiddleCut';
import { useRoomBelow } from '../useRoomBelow';
import { barLook } from './barLook';
import { layOutTimeline, type TimelineBar } from './layOutTimeline';
import { scaleTruly, scaleWithoutGaps, type Gap } from './scaleTime';
import { nameOf, TimelineLegend } from './TimelineLegend';

interface TimelineProps {
  run: Run;
  selected: string;
  onSelect: (stepId: string) => void;
}

/** When each step ran, beside what. */
export function Timeline({ run, selected, onSelect }: TimelineProps) {
  const t = useText();
  const now = useNow(!isOver(run.status));
  const [isReal, setReal] = useState(false);
  const [box, setBox] = useState<HTMLElement | null>(null);
  const room = useRoomBelow(box);
  const layout = layOutTimeline(run, now);
  const { rows } = layout;
  const short = scaleWithoutGaps(layout);
  const { place, gaps } = isReal ? scaleTruly(layout) : short;
  const ticks = ticksBeside(layout.ticks, gaps, place);
  const percent = (ms: number) => `${place(ms) * 100}%`;
  return (
    <Box sx={{ pt: 1 }}>
      <TimelineLegend />
      {short.gaps.length > 0 && (
        <ToggleButton
          size="small"
          value="real"
          selected={isReal}
          onChange={() => setReal(!isReal)}
          sx={{ textTransform: 'none', py: 0.25, mb: 1 }}
        >
          {t('timeline.realScale')}
        </ToggleButton>
      )}
      <Box
        ref={setBox}
        sx={{
          overflow: 'auto',
          maxHeight: { md: room },
          overscrollBehavior: 'auto',
        }}
      >
        <Axis ticks={ticks} percent={percent} />
        <Box
          component="ol"
          role="list"
          aria-label={t('timeline.label')}
          sx={{ m: 0, p: 0, minWidth: 320 }}
        >
          {rows.map(({ step, bars }) => (
            <Box component="li" key={step.id} sx={{ listStyle: 'none' }}>
              <ButtonBase
                onClick={() => onSelect(step.id)}
                aria-current={step.id === selected ? 'step' : undefined}
                sx={{
                  display: 'grid',
                  gridTemplateColumns: { xs: '110px 1fr', sm: '180px 1fr' },
                  width: '100%',
                  minWidth: 320,
                  minHeight: 32,
                  alignItems: 'center',
                  font: 'inherit',
                  textAlign: 'left',
                  bgcolor: step.id === selected ? 'action.selected' : undefined,
                  '&:hover, &:focus-visible': { bgcolor: 'action.hover' },
                }}
              >
                <StepName step={step} />
                <Box sx={{ position: 'relative', height: 32, mr: 3 }}>
                  {ticks.map(tick => (
                    <Box
                      key={tick}
                      sx={{
                        position: 'absolute',
                        left: percent(tick),
                        top: 0,
                        bottom: 0,
                        borderLeft: 1,
                        borderColor: 'divider',
                      }}
                    />
                  ))}
                  {gaps.map(gap => (
                    <Break key={gap.from} gap={gap} place={place} />
                  ))}
                  {bars.map(bar => (
                    <Bar
                      key={`${bar.kind}${bar.from}`}
                      bar={bar}
                      left={percent(bar.from)}
                      width={`${(place(bar.to) - place(bar.from)) * 100}%`}
                    />
                  ))}
                  {bars.length === 0 && (
                    <Box
                      component="span"
                      sx={{
                        position: 'absolute',
                        left: 8,
                        top: 8,
                        typography: 'caption',
                        color:
                          step.id === selected
                            ? 'text.primary'
                            : 'text.secondary',
                      }}
                    >
                      {t(`state.${shownStateOf(step)}`)}
                    </Box>
                  )}
                </Box>
              </ButtonBase>
            </Box>
          ))}
        </Box>
      </Box>
      {gaps.map(({ from, to }) => (
        <Box
          key={from}
          component="p"
          sx={{ m: 0, typography: 'caption', color: 'text.secondary' }}
        >
          {`⋯ ${t('timeline.gap', { duration: formatDuration(to - from) })}`}
        </Box>
      ))}
    </Box>
  );
}

/** Closer ones would be written over each other. */
const LEAST_TICK_SHARE = 0.1;

/** Ticks that have room, and are not in what is drawn short. */
function ticksBeside(
  ticks: number[],
  gaps: Gap[],
  place: (ms: number) => number,
): number[] {
  let last = -1;
  return ticks.filter(tick => {
    if (gaps.some(({ from, to }) => tick > from && tick < to)) return false;
    if (gaps.length > 0 && place(tick) - last < LEAST_TICK_SHARE) return false;
    last = place(tick);
    return true;
  });
}

/** Where time is drawn short: a break over all rows. */
function Break(props: { gap: Gap; place: (ms: number) => number }) {
  const { gap, place } = props;
  return (
    <Box
      aria-hidden
      sx={{
        position: 'absolute',
        left: `${place(gap.from) * 100}%`,
        width: `${(place(gap.to) - place(gap.from)) * 100}%`,
        top: 0,
        bottom: 0,
        borderLeft: '2px dashed',
        borderRight: '2px dashed',
        borderColor: 'text.disabled',
        bgcolor: 'action.hover',
      }}
    />
  );
}

function StepName({ step }: { step: RunStep }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.75,
        px: 0.5,
        typography: 'body2',
        minWidth: 0,
      }}
    >
      <StateIcon status={shownStateOf(step)} />
      <Box
        component="span"
        sx={{
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        <MiddleCut text={step.title} />
      </Box>
    </Box>
  );
}

function Bar(props: { bar: TimelineBar; left: string; width: string }) {
  const t = useText();
  const { bar, left, width } = props;
  const duration = formatDuration(bar.to - bar.from);
  const text = `${nameOf(bar, t)}, ${duration}`;
  return (
    <Tooltip title={text}>
      <Box
        role="img"
        aria-label={text}
        sx={{
          ...barLook(bar),
          position: 'absolute',
          left,
          width,
          minWidth: 4,
          top: 7,
          height: 18,
          borderRadius: 0.5,
        }}
      />
    </Tooltip>
  );
}

/** The times, which stay at the top while the rows scroll. */
function Axis(props: { ticks: number[]; percent: (ms: number) => string }) {
  return (
    <Box
      aria-hidden
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 1,
        minWidth: 320,
        height: 24,
        pl: { xs: '110px', sm: '180px' },
        pr: 3,
        bgcolor: 'background.paper',
      }}
    >
      <Box sx={{ position: 'relative' }}>
        {props.ticks.map(tick => (
          <Box
            key={tick}
            component="span"
            sx={{
              position: 'absolute',
              left: props.percent(tick),
              transform: tick === 0 ? 'none' : 'translateX(-50%)',
              typography: 'caption',
              color: 'text.secondary',
              whiteSpace: 'nowrap',
            }}
          >
            {tick === 0 ? '0' : formatDuration(tick)}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
