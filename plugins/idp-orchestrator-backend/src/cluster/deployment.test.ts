import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { isReal } from './__testUtils__/startTestApi';
import { TestCluster } from './__testUtils__/TestCluster';

jest.setTimeout(120_000);

const FOLDER = path.join(__dirname, '../../../../examples/deployment');
const never = new AbortController().signal;

/** What the manifests of the example are read for. */
interface Manifest {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec: {
    template: { spec: { containers: Array<Record<string, unknown>> } };
  };
}

interface ChartValues {
  backstage: {
    image: { registry: string; repository: string; tag: string };
  };
  extraDeploy: Manifest[];
}

const read = (file: string) => readFile(path.join(FOLDER, file), 'utf8');

async function readManifests(): Promise<Manifest[]> {
  const documents = parseAllDocuments(await read('kubernetes.yaml'));
  return documents.map(document => document.toJS());
}

/** As Backstage's chart renders them for a release of the name `backstage`. */
async function readExtraDeploy(): Promise<Manifest[]> {
  const values: ChartValues = parse(await read('chart-values.yaml'));
  const { registry, repository, tag } = values.backstage.image;
  const rendered: Record<string, string> = {
    '{{ include "backstage.image" . }}': `${registry}/${repository}:${tag}`,
    '{{ include "backstage.postgresql.host" . }}': 'backstage-postgresql',
    '{{ include "common.names.fullname" . }}': 'backstage',
  };
  const text = JSON.stringify(values.extraDeploy).replace(
    /\{\{.*?\}\}/g,
    found => rendered[JSON.parse(`"${found}"`)] ?? found,
  );
  return JSON.parse(text);
}

const findWorker = (manifests: Manifest[]) =>
  manifests.find(
    ({ kind, metadata }) =>
      kind === 'Deployment' && metadata.name === 'backstage-worker',
  );

describe('The manifests of the deployment of the example', () => {
  it('have the same workers with the chart and without it, but for their image and their environment', async () => {
    const [plain, withChart] = [
      findWorker(await readManifests()),
      findWorker(await readExtraDeploy()),
    ].map(worker => {
      if (!worker) throw new Error('There are no workers');
      const { containers, volumes, ...pod } = worker.spec.template
        .spec as Manifest['spec']['template']['spec'] & { volumes: unknown };
      const { image, args, env, envFrom, volumeMounts, ...container } =
        containers[0];
      return { ...worker, spec: { ...worker.spec, template: pod }, container };
    });
    expect(withChart).toEqual(plain);
  });
});

const onServer = isReal ? describe : describe.skip;

onServer(
  'The manifests of the deployment of the example (needs a kube-apiserver: tools/yarn kube:build)',
  () => {
    let kube: TestCluster;

    beforeAll(async () => {
      kube = await TestCluster.start('deployment');
    });
    afterAll(() => kube?.stop());

    it.each([
      ['kubernetes.yaml', readManifests],
      ['extraDeploy of chart-values.yaml', readExtraDeploy],
    ])('are taken by Kubernetes: %s', async (_, readAll) => {
      const manifests = await readAll();
      const yaml = manifests
        .map(({ metadata, ...manifest }) =>
          stringify({
            ...manifest,
            metadata: { namespace: 'default', ...metadata },
          }),
        )
        .join('---\n');
      const applied = await kube.cluster.apply(
        { environment: 'test', yaml, force: false, dryRun: true },
        never,
      );
      expect(applied.map(({ name }) => name)).toEqual(
        manifests.map(({ metadata }) => metadata.name),
      );
    });
  },
);
