import type { Probe, ServiceDefinition } from '../../platform';
import type { Cluster } from '../../ports';
import {
  createScriptProbe,
  type ScriptProbeOptions,
} from './createScriptProbe';
import { probeHttp, type HttpProbeOptions } from './probeHttp';
import { probeKubernetes } from './probeKubernetes';
import { probeTcp } from './probeTcp';
import type { Sight } from './Sight';

/** Asks a service in one way; takes no longer than the probe's limit, and never rejects. */
export type AskService = (
  service: ServiceDefinition,
  probe: Probe,
) => Promise<Sight>;

export interface ProbesOptions extends ScriptProbeOptions, HttpProbeOptions {
  cluster: Pick<
    Cluster,
    'unavailableReason' | 'pendingReason' | 'findWorkloads' | 'countNodes'
  >;
}

export function createProbes(options: ProbesOptions): AskService {
  const probeScript = createScriptProbe(options);
  return async (service, probe) => {
    switch (probe.kind) {
      case 'http':
        return probeHttp(service, probe, options);
      case 'tcp':
        return probeTcp(probe, options.clock);
      case 'kubernetes':
        return probeKubernetes(service, probe, options);
      case 'script':
        return probeScript(service, probe);
    }
  };
}
