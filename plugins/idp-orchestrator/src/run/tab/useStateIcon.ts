import { useEffect } from 'react';
import { useTheme } from '@mui/material/styles';
import type { ShownState } from '../../state/shownState';
import { lookOf } from '../../state/stateLooks';
import { stateSign } from './stateSign';

/** Shows the state in the icon of the browser's tab; the portal's own icon comes back when the page is left. */
export function useStateIcon(state: ShownState): void {
  const { palette } = useTheme();
  const [name, shade] = lookOf(state).color.split('.');
  const color = readColour(palette, name, shade);
  useEffect(() => {
    const icons = [
      ...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]'),
    ];
    const own = document.createElement('link');
    own.rel = 'icon';
    own.type = 'image/svg+xml';
    own.href = drawIcon(color, stateSign(state));
    icons.forEach(icon => icon.remove());
    document.head.append(own);
    return () => {
      own.remove();
      document.head.append(...icons);
    };
  }, [color, state]);
}

function readColour(palette: object, name: string, shade: string): string {
  const colours = palette as Record<string, Record<string, string> | undefined>;
  return colours[name]?.[shade] ?? 'gray';
}

/** A disc in the colour of the state, with its sign. */
function drawIcon(color: string, sign: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="${color}"/><text x="16" y="23" font-size="20" font-family="sans-serif" text-anchor="middle" fill="#fff">${sign}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
