import type { ReactNode } from 'react';
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { drawnNeeds, layOutSteps, type GraphStep } from './layOutSteps';

const WIDTH = 168;
const HEIGHT = 44;
const GAP_X = 36;
const GAP_Y = 12;

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

/** Steps as boxes in columns, with lines from what is needed to what needs it. */
export function StepGraph<S extends GraphStep>(props: StepGraphProps<S>) {
  const { divider } = useTheme().palette;
  const { places, width, height } = placeSteps(props.steps);
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
          {linesBetween(props.steps, places).map(line => (
            <path
              key={line}
              d={line}
              fill="none"
              stroke={divider}
              strokeWidth={2}
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
  const columns = layOutSteps(steps);
  const rows = Math.max(1, ...columns.map(column => column.length));
  const height = rows * (HEIGHT + GAP_Y) - GAP_Y;
  const places = new Map<string, Place>();
  columns.forEach((column, columnIndex) => {
    const top = (height - (column.length * (HEIGHT + GAP_Y) - GAP_Y)) / 2;
    column.forEach((step, row) =>
      places.set(step.id, {
        x: columnIndex * (WIDTH + GAP_X),
        y: top + row * (HEIGHT + GAP_Y),
      }),
    );
  });
  return { places, width: columns.length * (WIDTH + GAP_X) - GAP_X, height };
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
  const [x1, y1] = [from.x + WIDTH, from.y + HEIGHT / 2];
  const [x2, y2] = [to.x, to.y + HEIGHT / 2];
  const middle = x2 - GAP_X / 2;
  return `M${x1},${y1} H${middle - 8} C${middle},${y1} ${middle},${y2} ${middle + 8},${y2} H${x2}`;
}
