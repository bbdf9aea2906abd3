/** The least that has to be written, and where. */
const TO_WRITE = `The IDP Orchestrator is installed, and not configured yet. Write into app-config.yaml, and start Backstage again:

idpOrchestrator:
  scriptsDirectory: /opt/platform/scripts # with a catalog.yaml in it
  spoolDirectory: /var/lib/backstage/idp-spool # on a disk that survives a restart`;

/** Nobody has configured the plugin: it waits, and answers everybody what to write. */
export class NotConfiguredError extends Error {
  override name = 'NotConfiguredError';
  /** By which Backstage answers. */
  readonly statusCode = 503;

  constructor() {
    super(TO_WRITE);
  }
}
