import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Locked = {
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optional?: boolean;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
};

const root = join(import.meta.dirname, '../..');
const { packages }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);
const named = Object.entries(packages).map(([place, locked]) => ({
  place: place.replace(/^node_modules\//, ''),
  locked,
}));
const platforms = (locked: Locked) => `${locked.os?.join() ?? '*'} ${locked.cpu?.join() ?? '*'}`;

describe('package-lock.json', () => {
  it('binds nothing to a platform that is not optional (Y34)', () => {
    const bound = named.filter(({ locked }) => (locked.os ?? locked.cpu ?? locked.libc) && !locked.optional);
    expect(bound.map(({ place }) => place)).toEqual([]);
  });

  it('lets an install without the packages that run a script of their own succeed, but for two with a fallback (Y34)', () => {
    const scripted = named.filter(({ locked }) => locked.hasInstallScript && !locked.optional);
    // They look for their binary, which is an optional package. @parcel/watcher and core-js: see allowScripts.
    const harmless = ['esbuild', '@swc/core', '@parcel/watcher', 'core-js'];
    expect(scripted.map(({ place }) => place).filter((place) => !harmless.includes(place))).toEqual([]);
  });

  it('has every optional package that a package names, for whichever platform (Y34)', () => {
    const missing = named.flatMap(({ place, locked }) =>
      Object.keys(locked.optionalDependencies ?? {})
        .filter((name) => !packages[`node_modules/${name}`] && !packages[`node_modules/${place}/node_modules/${name}`])
        .map((name) => `${place} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(['@biomejs/cli', '@esbuild/', '@swc/core', '@oxlint/', '@oxlint-tsgolint/', '@typescript/typescript'])(
    'has %s for macOS, Linux and Windows (Y34)',
    (prefix) => {
      const here = named.filter(({ place }) => place.startsWith(prefix)).map(({ locked }) => platforms(locked));
      const wanted = ['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64'];
      expect(wanted.filter((platform) => !here.includes(platform))).toEqual([]);
    },
  );
});
