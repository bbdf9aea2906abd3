import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../toolchain/paths.mjs';

const SCRIPT = 'examples/ten-scripts/scripts/greet.sh';

const FLOW = `id: greet-team
title: Greet the team
risk: medium
steps:
  - id: ada
    uses: script
    with: { script: greet, args: { name: Ada } }
  - id: grace
    needs: [ada]
    uses: script
    with: { script: greet, args: { name: Grace } }
`;

/** A run of that script. */
export const SCRIPT_RUN = {
  script: 'greet',
  action: 'run',
  args: { name: 'Ada' },
};

/** A script and a flow of a team, where the README tells to put them. */
export function writeTeamContent(directory) {
  const platform = path.join(directory, 'platform');
  fs.mkdirSync(path.join(platform, 'scripts'), { recursive: true });
  fs.mkdirSync(path.join(platform, 'flows'));
  fs.copyFileSync(
    path.join(repositoryRoot, SCRIPT),
    path.join(platform, 'scripts/greet.sh'),
  );
  fs.writeFileSync(path.join(platform, 'flows/greet-team.yaml'), FLOW);
}
