import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(120_000);

interface Catalog {
  scripts: Record<string, Record<string, unknown>>;
}

describe('init', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'idp-init-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function write(file: string, text: string, mode = 0o755): void {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text, { mode });
  }
  async function draft(...options: string[]) {
    const { stdout } = await runCli(['init', folder, '--stdout', ...options]);
    return { text: stdout, scripts: (parse(stdout) as Catalog).scripts };
  }

  it('runs no script but those that are to be probed, and these with --help only', async () => {
    for (const name of ['one', 'two']) {
      write(
        `${name}.sh`,
        `#!/bin/bash
echo "$*" >> ${folder}/ran-${name}
echo "Usage: ${name}.sh --zone ZONE"
echo "  --zone ZONE   the zone to look at"
case "$1" in --zone) zone=$2 ;; esac
`,
      );
    }
    await draft();
    expect(fs.readdirSync(folder)).toEqual(['one.sh', 'two.sh']);
    const { scripts } = await draft('--probe', 'two');
    expect(fs.readdirSync(folder)).toEqual(['one.sh', 'ran-two', 'two.sh']);
    const ran = fs.readFileSync(path.join(folder, 'ran-two'), 'utf8');
    expect(ran).toBe('--help\n');
    expect(scripts.two.parameters).toEqual({
      zone: { type: 'string', description: 'the zone to look at' },
    });
    const unknown = await runCli(['init', folder, '--probe', 'three']);
    expect(unknown.stderr).toContain('There are: one.sh, two.sh');
    expect(unknown.code).toBe(2);
  });

  it('writes over no catalog that is there', async () => {
    write('a.sh', '#!/bin/bash\n');
    write('catalog.yaml', 'mine', 0o644);
    const { code, stderr } = await runCli(['init', folder]);
    expect(stderr).toContain('is there already');
    expect(code).toBe(2);
    const catalog = path.join(folder, 'catalog.yaml');
    expect(fs.readFileSync(catalog, 'utf8')).toBe('mine');
    expect((await runCli(['init', folder, '--force'])).code).toBe(0);
    expect(fs.readFileSync(catalog, 'utf8')).toContain('script: a.sh');
  });

  it('lets no secret go by the command line, and marks what is to be done', async () => {
    write(
      'login.sh',
      `#!/bin/bash
while [ $# -gt 0 ]; do
  case "$1" in
    --password) PASS="$2"; shift 2 ;;
    --user) USER_NAME="$2"; shift 2 ;;
  esac
done
curl -H "Authorization: $API_TOKEN" "\${BASE_URL:?where}"
`,
    );
    const { text, scripts } = await draft();
    expect(scripts.login.parameters).toEqual({
      password: {
        type: 'string',
        format: 'password',
        as: { variable: 'PASSWORD' },
      },
      user: { type: 'string' },
      base_url: { type: 'string', as: { variable: 'BASE_URL' } },
    });
    expect(scripts.login.secrets).toEqual({ API_TOKEN: 'api-token' });
    expect(text).toMatch(
      /# TO DECIDE: the script takes a secret by --password|takes a secret by the option --password/,
    );
  });

  it('knows a script by its first line or ending, and leaves out what is only sourced', async () => {
    write('tool', '#!/usr/bin/env bash\n. ./common.sh\n');
    write('common.sh', 'x() { :; }\n', 0o644);
    write('README.md', '# Nothing\n', 0o644);
    write('more/tool', '#!/bin/sh\n');
    write('windows.sh', '#!/bin/bash\r\n', 0o644);
    const { text, scripts } = await draft();
    expect(Object.values(scripts).map(({ script }) => script)).toEqual([
      'more/tool',
      'tool',
      'windows.sh',
    ]);
    expect(text).toContain(
      '# TO DECIDE: it is not executable: chmod +x windows.sh',
    );
    expect(text).toContain('# TO DECIDE: it has the line ends of Windows');
  });

  it('reads arms and loops of one line, and what stands beside options', async () => {
    write(
      'renew.sh',
      `#!/bin/bash
# Usage: renew.sh [-d days] [-n] domain...
while getopts "d:nh" o; do case $o in d) days=$OPTARG;; n) dry=1;; h) exit 0;; esac; done
shift $((OPTIND-1))
for d in "$@"; do echo "$d $days $dry"; done
`,
    );
    write(
      'ctl.sh',
      `#!/bin/bash
cmd=\${1:-status}; shift || true
while [[ $# -gt 0 ]]; do
  case "$1" in
    --env) env="$2"; shift 2;;
    *) part="$1"; shift;;
  esac
done
case "$cmd" in
  up) echo "up $part in $env";;
  status) echo fine;;
esac
`,
    );
    const { scripts } = await draft();
    expect(scripts.renew.parameters).toEqual({
      days: { type: 'string', as: '-d' },
      dry: { type: 'boolean', as: '-n' },
      domain: { type: 'array', items: { type: 'string' }, as: 'positional' },
    });
    expect(scripts.ctl.parameters).toEqual({
      env: { type: 'string' },
      part: { type: 'string', as: 'positional' },
    });
    expect(Object.keys(scripts.ctl.actions as object)).toEqual([
      'up',
      'status',
    ]);
  });

  it('finds the functions of a script that runs what it is told', async () => {
    write(
      'tasks.sh',
      `#!/bin/bash
log() { echo "$1" >&2; }
# Turns a flag on
on() {
  local flag=$1
  log "on $flag"
}
list() { # Lists flags
  echo none
}
"$@"
`,
    );
    const { text, scripts } = await draft();
    expect(scripts.tasks.actions).toEqual({
      on: { description: 'Turns a flag on', required: ['flag'] },
      list: {
        description: 'Lists flags',
        readOnly: true,
        parameters: [],
      },
    });
    expect(text).toContain('TO DECIDE: it runs whatever function');
  });

  it('finds a question that is printed before it is read', async () => {
    write(
      'wipe.sh',
      '#!/bin/bash\necho -n "Really wipe? [y/N] "\nread answer\n',
    );
    const { scripts } = await draft();
    expect(scripts.wipe.parameters).toEqual({
      answer: {
        type: 'string',
        as: 'stdin',
        description: 'Really wipe? [y/N]',
      },
    });
  });

  it('asks for consent by the option that a script has for that', async () => {
    write(
      'wipe.sh',
      `#!/bin/bash
for arg in "$@"; do
  case $arg in
    -y|--yes) yes=1 ;;
  esac
done
[ "$yes" ] || { read -p "Really? [y/N] " answer; [ "$answer" = y ] || exit 1; }
`,
    );
    const { text, scripts } = await draft();
    expect(text).toContain('it asks people (Really? [y/N])');
    expect(JSON.stringify(scripts.wipe)).toContain('"words":["--yes"]');
    expect(JSON.stringify(scripts.wipe)).not.toContain('stdin');
  });

  it.each([
    ['a folder that is none', ['init', '/nowhere'], 'and /nowhere is none'],
    ['a folder without scripts', ['init', __dirname], 'There is no script in'],
  ])('refuses %s', async (_, args, told) => {
    const { code, stderr } = await runCli(args);
    expect(stderr).toContain(told);
    expect(code).toBe(2);
  });
});
