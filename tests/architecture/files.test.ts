import { sources } from '../support/sources.ts';

const PRODUCT = ['layers', 'functions', 'events', 'infra', 'local', 'scripts', 'apps'];

describe('the files', () => {
  it('are under 250 lines each', () => {
    const long = sources(...PRODUCT, 'tests')
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 250)
      .map(({ path, lines }) => `${path}: ${lines}`);

    expect(long).toEqual([]);
  });

  it('are named for what they export, in kebab case', () => {
    const vague = /(^|\/)(utils?|helpers?|common|types|misc|manager|index)\.tsx?$/;
    const misnamed = sources(...PRODUCT)
      .map(({ path }) => path)
      .filter((path) => vague.test(path) || !/^[a-z0-9]+([.-][a-z0-9]+)*\.tsx?$/.test(path.split('/').at(-1) ?? ''));

    expect(misnamed).toEqual([]);
  });

  it('say of every exported rule and use case in TSDoc what its signature does not', () => {
    const undocumented = sources('layers/domain', 'layers/usecases').flatMap(({ path, text }) => {
      const lines = text.split('\n');
      return lines
        .map((line, index) => ({ line, before: lines[index - 1] ?? '' }))
        .filter(({ line, before }) => /^export (async )?function /.test(line) && !/\*\/\s*$/.test(before))
        .map(({ line }) => `${path}: ${line}`);
    });

    expect(undocumented).toEqual([]);
  });

  it('name limits MAX_ and what is limited', () => {
    const others = sources('layers', 'functions', 'events', 'infra', 'local').flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:export )?const ((?:MOST|LONGEST|LARGEST|DEEPEST)\w*)/gm)].map(
        ([, name]) => `${path}: ${name}`,
      ),
    );

    expect(others).toEqual([]);
  });

  it('hold no bag of use cases: a use case is a function that takes its ports first', () => {
    const bags = sources('layers/usecases')
      .filter(({ text }) => /^export function \w+UseCases\(/m.test(text))
      .map(({ path }) => path);

    expect(bags).toEqual([]);
  });

  it('export no default and no barrel', () => {
    const offenders = sources('layers', 'functions', 'events')
      .filter(({ text }) => /^export default |^export \* from /m.test(text))
      .map(({ path }) => path);

    expect(offenders).toEqual([]);
  });
});

describe('the keys of the table', () => {
  it('are spelled in files of keys alone', () => {
    const elsewhere = sources('layers', 'functions', 'events', 'infra')
      .filter(({ path }) => !/^layers\/store\/.*(-keys|partition)\.ts$/.test(path))
      .filter(({ text }) => /['"`][A-Z]+#/.test(text))
      .map(({ path }) => path);

    expect(elsewhere).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read in one file of what is deployed', () => {
    const readers = sources('layers', 'functions')
      .filter(({ text }) => text.includes('process.env'))
      .map(({ path }) => path);

    expect(readers).toEqual(['layers/runtime/environment.ts']);
  });
});
