/** The colours of Backstage UI that the pages take over, as `#rrggbb`. */
export interface BuiColors {
  app?: string;
  surface?: string;
  text?: string;
  subtle?: string;
  border?: string;
  primary?: string;
  onPrimary?: string;
  danger?: string;
  warning?: string;
  success?: string;
  info?: string;
}

const TOKENS: Record<keyof BuiColors, string> = {
  app: '--bui-bg-app',
  surface: '--bui-bg-neutral-1',
  text: '--bui-fg-primary',
  subtle: '--bui-fg-secondary',
  border: '--bui-border-1',
  primary: '--bui-accent-bg',
  onPrimary: '--bui-accent-fg',
  danger: '--bui-fg-negative',
  warning: '--bui-fg-warning',
  success: '--bui-fg-positive',
  info: '--bui-fg-announcement',
};

/** Material UI reckons with colours, which it can do with these only. */
const HEX = /^#([\da-f]{3}|[\da-f]{6})$/i;

let last: { key: string; colors: BuiColors } = { key: '', colors: {} };

/** The colours as the app has them now; the same object while they are the same. */
export function readBuiColors(): BuiColors {
  const style = getComputedStyle(document.body);
  const entries = Object.entries(TOKENS)
    .map(([name, token]) => [name, style.getPropertyValue(token).trim()])
    .filter(([, value]) => HEX.test(value));
  const key = JSON.stringify(entries);
  if (last.key !== key) last = { key, colors: Object.fromEntries(entries) };
  return last.colors;
}

/** Tells when the app changes its theme, which it says by attributes of the body. */
export function watchBuiColors(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['data-theme-mode', 'data-theme-name', 'class', 'style'],
  });
  return () => observer.disconnect();
}
