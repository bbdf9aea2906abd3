import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Makes a text that is another one when something changed that people should
 * see at once; times of requests are not that.
 */
export function toVisibleState(health: PlatformHealth): string {
  const { status, summary, score, services } = health;
  const { nodes, nodesUnknownBecause } = health;
  const told = services.map(({ latencyMs, probes = [], ...service }) => [
    service,
    probes.map(probe => [probe.status, probe.text]),
  ]);
  const whole = [status, summary, score];
  return JSON.stringify([...whole, told, nodes, nodesUnknownBecause]);
}
