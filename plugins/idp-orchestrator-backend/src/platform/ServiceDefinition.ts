/** A component of the platform: where it lives and how its health is told. */
export interface ServiceDefinition {
  name: string;
  title: string;
  /** Where people and probes reach it. */
  url?: string;
  /** Path of the health request, for example `/healthz`. */
  healthPath?: string;
  /** The platform is never healthy while this one is down. */
  critical: boolean;
  dependsOn: string[];
}
