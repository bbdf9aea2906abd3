// What Grafana wants of a dashboard that is imported anywhere. That its expressions
// find something is shown by e2e/metrics.test.ts, on a real Prometheus.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

const FOLDER = path.join(import.meta.dirname, '..');

const noPromtool =
  spawnSync('promtool', ['--version']).status !== 0 &&
  'promtool is not installed: it comes with Prometheus (apt-get install prometheus)';

describe('The dashboard of the example', () => {
  const dashboard = JSON.parse(
    fs.readFileSync(path.join(FOLDER, 'dashboard.json'), 'utf8'),
  );
  const { panels, templating } = dashboard;

  it('is found again by its uid, and has no id of one Grafana', () => {
    assert.match(dashboard.uid, /^[a-z-]{1,40}$/);
    assert.equal(dashboard.id, undefined);
  });

  it('asks for its source of data, and every panel and variable takes that one', () => {
    const [source, ...others] = templating.list;
    assert.equal(source.type, 'datasource');
    const wanted = { type: 'prometheus', uid: `\${${source.name}}` };
    for (const one of [...panels, ...others]) {
      assert.deepEqual(one.datasource, wanted);
    }
  });

  it('has panels with ids of their own that lie beside each other', () => {
    const ids = panels.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const places = new Set();
    for (const { title, gridPos } of panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          assert.ok(x < 24 && !places.has(`${x} ${y}`), title);
          places.add(`${x} ${y}`);
        }
      }
    }
  });

  it('names lines by labels that the expression keeps', () => {
    for (const { title, targets } of panels) {
      for (const { expr, legendFormat } of targets) {
        const kept = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(
          ([, labels]) => labels.split(/, */),
        );
        for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
          assert.ok(kept.includes(label), `${title}: ${label}`);
        }
      }
    }
  });

  it('uses only variables that it or Grafana has', () => {
    const known = [
      ...templating.list.map(({ name }) => name),
      '__rate_interval',
    ];
    const text = JSON.stringify(dashboard);
    for (const [, name] of text.matchAll(/\$\{?(\w+)/g)) {
      assert.ok(known.includes(name), name);
    }
  });
});

describe('The alerts of the example', { skip: noPromtool }, () => {
  it('are rules to Prometheus’ own tool', () => {
    const { status, stdout, stderr } = spawnSync(
      'promtool',
      ['check', 'rules', path.join(FOLDER, 'alerts.yaml')],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout + stderr);
  });
});
