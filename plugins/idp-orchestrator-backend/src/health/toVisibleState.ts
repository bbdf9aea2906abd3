import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Makes a text that is another one when something changed that people should
 * see at once; times of requests are not that.
 */
export function toVisibleState(health: PlatformHealth): string {
  const { status, score, services, nodes, nodesUnknownBecause } = health;
  const told = services.map(({ latencyMs, probes = [], ...service }) => [
    service,
    probes.map(probe => [probe.status, probe.text]),
  ]);
  return JSON.stringify([status, score, told, nodes, nodesUnknownBecause]);
}
