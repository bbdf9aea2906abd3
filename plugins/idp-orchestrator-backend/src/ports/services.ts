/** The control of a service: the way in which it is started and stopped. */
export type ServiceControl =
  | {
      kind: 'kubernetes';
      /** The namespaces that are tried, in this order; what was found is shown. */
      namespaces: string[];
      /** Label selector of its workloads. */
      selector: string;
    }
  | {
      kind: 'script';
      /** Id in the script catalog. */
      script: string;
      /** The actions of that script for starting and stopping. */
      actions: { start: string; stop: string };
      /** The parameter that takes the service's name, if there is one. */
      serviceParameter?: string;
    }
  | { kind: 'none' };
