import { Masker } from './Masker';
import { createKubeconfig } from './__testUtils__/kubeconfig';

const { text: kubeconfig, token, clientKey } = createKubeconfig();

describe('A mask of one secret', () => {
  it.each([
    ['of one character, many times', 'x'.repeat(32_000)],
    ['of 32,000 random characters', createLong(32_000)],
    ['that ends otherwise', `${'x'.repeat(31_999)}y`],
  ])('hides a secret of 32,000 characters: %s', (_, secret) => {
    const masker = new Masker([secret]);
    expect(masker.mask(`before ${secret} after`)).toBe('before *** after');
    expect(masker.mask(JSON.stringify({ secret }))).toBe('{"secret":"***"}');
    expect(masker.maskValue({ secret: [secret] })).toEqual({
      secret: ['***'],
    });
    expect(masker.mask('nothing of it')).toBe('nothing of it');
  });

  it('tells a secret from what only begins like it', () => {
    const secret = `${'x'.repeat(31_999)}y`;
    const text = 'x'.repeat(300_000);
    expect(new Masker([secret]).mask(text)).toBe(text);
    expect(new Masker([secret]).mask(`${text}y`)).toBe(
      `${'x'.repeat(300_000 - 31_999)}***`,
    );
  });

  it('covers all of two secrets that overlap', () => {
    const masker = new Masker(['abcdef', 'defghi', 'xyz']);
    expect(masker.mask('-abcdefghi-xyzxyz-')).toBe('-***-***-');
    expect(masker.mask('abcde defgh xy')).toBe('abcde defgh xy');
  });

  it('hides the longer of two that begin alike, also when it was learned later', () => {
    const masker = new Masker(['abc']);
    masker.add('abc-and-more-of-it');
    expect(masker.mask('abc-and-more-of-it, abc')).toBe('***, ***');
  });

  it('hides the password of an address, and shows the rest of one', () => {
    const masker = new Masker(['postgres://idp:hunter%40two@db.example/idp']);
    expect(masker.mask('login with hunter@two at db.example')).toBe(
      'login with *** at db.example',
    );
  });
});

describe('A mask of a secret that has a structure', () => {
  const masker = new Masker([kubeconfig]);

  it.each([
    'apiVersion: v1',
    'kind: ConfigMap',
    'users:',
    '  - name: staging',
    '      server: https://api.staging.example.com:6443',
    'the deployer works on platform',
    '{}',
  ])('shows what is no secret in it: %s', line => {
    expect(masker.mask(line)).toBe(line);
  });

  it('hides its token, its key and its password, wherever they are', () => {
    expect(masker.mask(`      token: ${token}`)).toBe('      token: ***');
    expect(masker.mask(`{"clientKeyData":"${clientKey}"}`)).toBe(
      '{"clientKeyData":"***"}',
    );
    expect(masker.mask('a correct horse indeed')).toBe('a *** indeed');
    expect(masker.mask(Buffer.from(token).toString('base64'))).toBe('***');
  });

  it('hides the whole of it in a value, and in base64', () => {
    expect(masker.maskValue({ config: `# ${kubeconfig}` })).toEqual({
      config: '# ***',
    });
    const encoded = Buffer.from(kubeconfig).toString('base64');
    expect(masker.mask(`KUBECONFIG_DATA=${encoded}`)).toBe(
      'KUBECONFIG_DATA=***',
    );
  });

  it.each<[string, string, [string, string]]>([
    [
      'JSON',
      '{"type": "service_account", "client_secret": "hush-hush", "private_key": "-----BEGIN PRIVATE KEY-----\\nTUlJRXZRSUJB\\n-----END PRIVATE KEY-----\\n", "token_uri": "https://oauth.example/token"}',
      [
        'service_account hush-hush TUlJRXZRSUJB https://oauth.example/token',
        'service_account *** *** https://oauth.example/token',
      ],
    ],
    [
      'settings',
      '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG\nregion = eu-west-1',
      [
        'default region eu-west-1 wJalrXUtnFEMI/K7MDENG',
        'default region eu-west-1 ***',
      ],
    ],
    [
      'variables',
      '# comment\nexport DB_HOST=db.example\nexport DB_PASSWORD="hunter2"',
      ['export DB_HOST=db.example hunter2', 'export DB_HOST=db.example ***'],
    ],
    [
      'a manifest of a Secret',
      'apiVersion: v1\nkind: Secret\nstringData:\n  user: bob-the-builder\n  code: 12345',
      ['kind: Secret bob-the-builder 12345', 'kind: Secret *** ***'],
    ],
    [
      'a key in PEM',
      '-----BEGIN PRIVATE KEY-----\nTUlJRXZRSUJB\n-----END PRIVATE KEY-----',
      [
        '-----BEGIN PRIVATE KEY----- TUlJRXZRSUJB',
        '-----BEGIN PRIVATE KEY----- ***',
      ],
    ],
  ])('knows %s', (_, secret, [printed, shown]) => {
    expect(new Masker([secret]).mask(printed)).toBe(shown);
  });

  it('hides each line of a text that has no structure', () => {
    const plain = new Masker(['hunter2\ncorrect horse\n\nbattery']);
    expect(plain.mask('hunter2, correct horse, battery, staple')).toBe(
      '***, ***, ***, staple',
    );
  });

  it('hides the lines of one in which it finds no secret', () => {
    const plain = new Masker(['first: no\nsecond: such thing']);
    expect(plain.mask('second: such thing')).toBe('***');
  });
});

function createLong(length: number): string {
  let state = 7;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(33 + ((state >>> 16) % 90));
  }).join('');
}
