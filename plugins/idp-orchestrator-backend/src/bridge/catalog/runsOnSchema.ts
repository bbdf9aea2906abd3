import { z } from 'zod';
import { workerLabels } from './fieldSchemas';

const IMAGE = 'the name of an image, such as registry.example.com/tools:1.4';
const NAME = 'a name of lower-case letters, digits, - and .';
const PATH = 'the path of the script in the image, from its root';
const AMOUNTS =
  'amounts by the names of resources, such as { memory: 512Mi, cpu: 500m }';

const kubernetesName = z
  .string(NAME)
  .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, NAME);

const amounts = z.record(
  z.string().min(1),
  z.union([z.string().min(1), z.number()], AMOUNTS),
  AMOUNTS,
);

/** The settings of the pod of a script's own; what is left out comes from the script, then from the environment. */
export const podSchema = z.strictObject(
  {
    image: z.string(IMAGE).regex(/^\S+$/, IMAGE).optional(),
    namespace: kubernetesName.optional(),
    serviceAccount: kubernetesName.optional(),
    resources: z
      .strictObject(
        { requests: amounts.optional(), limits: amounts.optional() },
        'requests and limits',
      )
      .optional(),
    nodeSelector: z
      .record(z.string().min(1), z.string('a text'), 'labels of nodes')
      .optional(),
    path: z
      .string(PATH)
      .regex(/^\/[^\0]+$/, PATH)
      .optional(),
  },
  'the settings of a pod',
);

/** The settings of pods that an environment gives to all of its scripts. */
export const environmentPodSchema = podSchema.omit({ path: true });

export type PodSettings = z.infer<typeof podSchema>;

const EITHER =
  'a list of labels of workers, or an object of labels and pod, which has image, namespace, serviceAccount, resources, nodeSelector and path, or is false';

/** The place where a script runs: labels of workers, and a pod of its own. */
export const runsOnSchema = z
  .union(
    [
      workerLabels.unwrap(),
      z.strictObject(
        {
          labels: workerLabels,
          pod: z.union([z.literal(false), podSchema]).optional(),
        },
        EITHER,
      ),
    ],
    EITHER,
  )
  .default([]);

type RunsOn = z.infer<typeof runsOnSchema>;

/** Reads the labels of workers, in whichever form they stand there. */
export function labelsOf(runsOn: RunsOn): string[] {
  return Array.isArray(runsOn) ? runsOn : runsOn.labels;
}

/** Joins the pod of an action with that of its script; false where it is to have none. */
export function joinPods(
  ofScript: RunsOn,
  ofAction: RunsOn,
): PodSettings | false | undefined {
  const [script, action] = [podOf(ofScript), podOf(ofAction)];
  if (action === undefined || action === false) return action ?? script;
  return script ? { ...script, ...action } : action;
}

function podOf(runsOn: RunsOn): PodSettings | false | undefined {
  return Array.isArray(runsOn) ? undefined : runsOn.pod;
}
