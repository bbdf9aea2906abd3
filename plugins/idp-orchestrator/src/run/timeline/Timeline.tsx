import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import {
  formatDuration,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { StateIcon } from '../../state/StateIcon';
import { useNow } from '../../time/useNow';
import { useText } from '../../translation';
import { barLook } from './barLook';
import { layOutTimeline, type TimelineBar } from './layOutTimeline';
import { TimelineLegend } from './TimelineLegend';

interface TimelineProps {
  run: Run;
  selected: string;
  onSelect: (stepId: string) => void;
}

/** When each step ran, beside what. */
export function Timeline({ run, selected, onSelect }: TimelineProps) {
  const t = useText();
  const now = useNow(!isOver(run.status));
  const { rows, ticks, length } = layOutTimeline(run, now);
  const percent = (ms: number) => `${Math.min(100, (ms / length) * 100)}%`;
  return (
    <Box sx={{ pt: 1 }}>
      <TimelineLegend />
      <Box
        component="ol"
        role="list"
        aria-label={t('timeline.label')}
        sx={{ m: 0, p: 0, overflowX: 'auto' }}
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
                <StateIcon status={step.status} />
                <Box
                  component="span"
                  sx={{
                    overflow: 'hidden',
                    textOverflow: 'ellipsis',
                    whiteSpace: 'nowrap',
                  }}
                  title={step.title}
                >
                  {step.title}
                </Box>
              </Box>
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
                {bars.map(bar => (
                  <Bar
                    key={`${bar.kind}${bar.from}`}
                    bar={bar}
                    left={percent(bar.from)}
                    width={percent(bar.to - bar.from)}
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
                      color: 'text.secondary',
                    }}
                  >
                    {t(`state.${step.status}`)}
                  </Box>
                )}
              </Box>
            </ButtonBase>
          </Box>
        ))}
      </Box>
      <Axis ticks={ticks} percent={percent} />
    </Box>
  );
}

function Bar(props: { bar: TimelineBar; left: string; width: string }) {
  const t = useText();
  const { bar, left, width } = props;
  const duration = formatDuration(bar.to - bar.from);
  const text = `${t(`state.${bar.status}`)}, ${duration}`;
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

function Axis(props: { ticks: number[]; percent: (ms: number) => string }) {
  return (
    <Box
      aria-hidden
      sx={{
        position: 'relative',
        height: 20,
        ml: { xs: '110px', sm: '180px' },
        mr: 3,
      }}
    >
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
  );
}
