import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { repositoryRoot } from '../../tools/toolchain/paths.mjs';

/** What the dashboard or an alert asks Prometheus for. */
export interface MonitoringExpression {
  /** The title of the panel, or the name of the alert. */
  name: string;
  isAlert: boolean;
  expression: string;
}

const FOLDER = path.join(repositoryRoot, 'examples/monitoring');

/** Reads all that the example's dashboard and alerts ask for, with the dashboard's variables filled in. */
export function readMonitoringExpressions(): MonitoringExpression[] {
  const read = (file: string) =>
    fs.readFileSync(path.join(FOLDER, file), 'utf8');
  const { panels } = JSON.parse(read('dashboard.json')) as {
    panels: Array<{ title: string; targets: Array<{ expr: string }> }>;
  };
  const { groups } = parse(read('alerts.yaml')) as {
    groups: Array<{ rules: Array<{ alert: string; expr: string }> }>;
  };
  return [
    ...panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({
        name: title,
        isAlert: false,
        expression: expr
          .replaceAll('$environment', '.*')
          .replaceAll('$__rate_interval', '1m'),
      })),
    ),
    ...groups.flatMap(({ rules }) =>
      rules.map(({ alert, expr }) => ({
        name: alert,
        isAlert: true,
        expression: expr,
      })),
    ),
  ];
}

/** Lists the selectors of an expression, each with the labels that it and what is around it name. */
export function listSelectors(
  expression: string,
): Array<{ metric: string; labels: string[] }> {
  const groupings = [...expression.matchAll(/by \(([^)]*)\)/g)];
  const around = groupings.flatMap(([, labels]) => labels.split(/, */));
  const selectors = expression.matchAll(/(idp_\w+)(?:\{([^}]*)\})?/g);
  return [...selectors].map(([, metric, inside = '']) => ({
    metric,
    labels: [
      ...around,
      ...[...inside.matchAll(/(\w+)(?==|!=|=~|!~)/g)].map(([label]) => label),
    ],
  }));
}

/** Reads which labels each metric has, from what a backend says to Prometheus. */
export function readLabels(figures: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of figures.split('\n')) {
    const [, metric, inside = ''] = /^(idp_\w+)(?:\{(.*)\})? /.exec(line) ?? [];
    if (!metric) continue;
    const labels = found.get(metric) ?? new Set();
    for (const [, label] of inside.matchAll(/(\w+)="/g)) labels.add(label);
    found.set(metric, labels);
  }
  return found;
}
