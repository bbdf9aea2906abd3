/** Makes base64 of so many bytes, which depends on the seed only. */
function base64(seed: number, bytes: number): string {
  let state = seed;
  return Buffer.from(
    Array.from({ length: bytes }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    }),
  ).toString('base64');
}

/** The secrets of a kubeconfig, and the file as a platform team has it. */
export interface TestKubeconfig {
  token: string;
  clientKey: string;
  text: string;
}

/** Makes a kubeconfig with a token and a client's key. */
export function createKubeconfig(seed = 1): TestKubeconfig {
  const token = `eyJhbGciOiJSUzI1NiJ9.${base64(seed, 600)}`;
  const clientKey = base64(seed + 1_000, 1_700);
  const text = `apiVersion: v1
kind: Config
current-context: staging
preferences: {}
clusters:
  - name: staging
    cluster:
      server: https://api.staging.example.com:6443
      certificate-authority-data: ${base64(seed + 2_000, 1_100)}
contexts:
  - name: staging
    context:
      cluster: staging
      namespace: platform
      user: deployer
users:
  - name: deployer
    user:
      token: ${token}
      client-key-data: ${clientKey}
      username: deployer
      password: 'correct horse'
`;
  return { token, clientKey, text };
}
