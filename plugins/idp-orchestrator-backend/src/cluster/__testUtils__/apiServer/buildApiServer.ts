// Builds the kube-apiserver for tests, once: `tools/yarn kube:build`. Takes some
// minutes and Go 1.25 or newer; to run it, etcd is needed too. Without them the
// same tests run on recordings of it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import {
  API_SERVER,
  findEtcd,
  hasApiServer,
  SOURCES,
  VERSION,
} from './apiServerFiles';

function build(): void {
  const part = `${API_SERVER}.part`;
  const flags = `-s -w -X k8s.io/component-base/version.gitVersion=${VERSION}`;
  mkdirSync(path.dirname(API_SERVER), { recursive: true });
  const { status, error } = spawnSync(
    'go',
    ['build', '-trimpath', '-ldflags', flags, '-o', part, '.'],
    { cwd: SOURCES, stdio: 'inherit' },
  );
  if (error) console.error(`Go cannot be started: ${error.message}`);
  if (status !== 0) process.exit(1);
  renameSync(part, API_SERVER);
}

if (!findEtcd()) {
  console.error(
    'etcd is missing, which is needed to run it (Debian: apt-get install etcd-server)',
  );
  process.exit(1);
}
if (!hasApiServer()) {
  console.log(`Building ${API_SERVER}, which takes some minutes …`);
  build();
}
console.log(`The tests of src/cluster run on ${API_SERVER}`);
