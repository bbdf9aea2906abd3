import path from 'node:path';
import { folderOfBackend } from '../folderOfBackend';

/**
 * Writes the lines of app-config.yaml that name a copy of the example, for the
 * configuration that lies in `root`.
 */
export function exampleConfig(folder: string, root: string): string {
  const fromBackend = toPath(path.relative(folderOfBackend(root), folder));
  const fromConfig = toPath(path.relative(root, folder));
  return `idpOrchestrator:
  environment: development
  # Relative paths begin in the folder in which the backend is started.
  scriptsDirectory: ${fromBackend}/scripts
  flowsDirectory: ${fromBackend}/flows
  spoolDirectory: ${fromBackend}/.data/spool # must survive a restart
  environments:
    development:
      title: Development
      # Services answer on the ports of the real ones, moved by this.
      portOffset: 10000
      variables:
        IDP_RUNTIME: sandbox
        IDP_STATE_DIR: ../.data/sandbox/development # from the scripts
        IDP_SANDBOX_PORT_OFFSET: '10000'
  services:
    $include: ${fromConfig}/services.yaml

catalog:
  locations:
    - type: file
      target: ${fromBackend}/catalog/*.yaml
      rules:
        - allow: [Component, System, Group]
`;
}

/** Paths of YAML are written with slashes everywhere; one that begins with a dot is no package. */
function toPath(relative: string): string {
  const slashed = relative.split(path.sep).join('/') || '.';
  return slashed.startsWith('.') ? slashed : `./${slashed}`;
}
