import type { ClusterObject } from '../watch/ClusterObject';
import type { ContainerSpec, PodObject } from './PodObject';

/**
 * Leaves out of an object that is kept what nobody reads: who manages which
 * field, and of pods how their containers are set up, which may be thousands.
 */
export function slimObject<T extends ClusterObject>(object: T): T {
  const { managedFields, ...metadata } = object.metadata;
  const { spec } = object as T & Pick<PodObject, 'spec'>;
  const slim = spec?.containers && {
    spec: {
      nodeName: spec.nodeName,
      containers: spec.containers.map(slimContainer),
      initContainers: spec.initContainers?.map(slimContainer),
    },
  };
  return { ...object, ...slim, metadata };
}

function slimContainer({ name, image, resources }: ContainerSpec) {
  return { name, image, resources };
}
