import { useMemo, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { drawnNeeds, layOutSteps, type GraphStep } from './layOutSteps';
import { untangle } from './untangle';

const WIDTH = 158;
const HEIGHT = 40;
const GAP_X = 16;
const GAP_Y = 28;

interface Place {
  x: number;
  y: number;
}

interface StepGraphProps<S extends GraphStep> {
  steps: S[];
  label: string;
  /** What stands in a step's box. */
  children: (step: S) => ReactNode;
}

/** Steps as boxes in rows from the top down, with lines from what is needed to what needs it. */
export function StepGraph<S extends GraphStep>(props: StepGraphProps<S>) {
  const { text } = useTheme().palette;
  // Who needs whom never changes; how steps stand does so all the time.
  const shape = props.steps.map(step => `${step.id}<${step.needs}`).join();
  const { places, width, height, lines } = useMemo(
    () => placeSteps(props.steps),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [shape],
  );
  return (
    <Box
      role="region"
      aria-label={props.label}
      tabIndex={0}
      sx={{ overflowX: 'auto', py: 0.5 }}
    >
      <Box
        component="ol"
        sx={{
          position: 'relative',
          width,
          height,
          m: 0,
          p: 0,
          listStyle: 'none',
        }}
      >
        <svg
          width={width}
          height={height}
          aria-hidden
          style={{ position: 'absolute', inset: 0 }}
        >
          {lines.map(line => (
            <path
              key={line}
              d={line}
              fill="none"
              stroke={text.disabled}
              strokeWidth={1.5}
            />
          ))}
        </svg>
        {props.steps.map(step => (
          <Box
            component="li"
            key={step.id}
            sx={{
              position: 'absolute',
              left: places.get(step.id)?.x,
              top: places.get(step.id)?.y,
              width: WIDTH,
              height: HEIGHT,
              px: 1.25,
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              border: 1,
              borderColor: 'divider',
              borderRadius: 1,
              bgcolor: 'background.paper',
              fontSize: 13,
              lineHeight: 1.25,
            }}
          >
            {props.children(step)}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function placeSteps<S extends GraphStep>(steps: S[]) {
  const rows = untangle(layOutSteps(steps));
  const most = Math.max(1, ...rows.map(row => row.length));
  const width = most * (WIDTH + GAP_X) - GAP_X;
  const places = new Map<string, Place>();
  rows.forEach((row, rowIndex) => {
    const left = (width - (row.length * (WIDTH + GAP_X) - GAP_X)) / 2;
    row.forEach((step, index) =>
      places.set(step.id, {
        x: left + index * (WIDTH + GAP_X),
        y: rowIndex * (HEIGHT + GAP_Y),
      }),
    );
  });
  const height = rows.length * (HEIGHT + GAP_Y) - GAP_Y;
  return { places, width, height, lines: linesBetween(steps, places) };
}

function linesBetween(steps: GraphStep[], places: Map<string, Place>) {
  return [...drawnNeeds(steps)].flatMap(([id, needs]) =>
    needs.flatMap(need => {
      const from = places.get(need);
      const to = places.get(id);
      return from && to ? [curve(from, to)] : [];
    }),
  );
}

function curve(from: Place, to: Place): string {
  const [x1, y1] = [from.x + WIDTH / 2, from.y + HEIGHT];
  const [x2, y2] = [to.x + WIDTH / 2, to.y];
  const middle = y2 - GAP_Y / 2;
  return `M${x1},${y1} V${middle - 8} C${x1},${middle} ${x2},${middle} ${x2},${middle + 8} V${y2}`;
}
