import type { Config } from 'jest';

const transform: Config['transform'] = {
  '^.+\\.(t|j|mj)sx?$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2023' }, module: { type: 'commonjs' } },
  ],
};

/** What `sanitize-html` reads HTML with. */
const HTML_PARSER = ['htmlparser2', 'domhandler', 'domutils', 'dom-serializer', 'domelementtype', 'entities'];

const project = (displayName: string, testMatch: string[]) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  transform,
  // Middy and others are published as ES modules only.
  transformIgnorePatterns: [
    `/node_modules/(?!(?:.*/node_modules/)?(?:${['@middy', 'temporal-polyfill', 'temporal-utils', 'zod-openapi', 'jose', ...HTML_PARSER].join('|')})/)`,
  ],
  // Their packages name no entry for `require`, which is how jest resolves.
  moduleNameMapper: { '^@middy/([^/]+)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.parley'],
});

const config: Config = {
  projects: [
    project('unit', ['{layers,functions,events,scripts,local,apps}/**/*.test.ts']),
    project('infra', ['infra/**/*.test.ts']),
    project('architecture', ['tests/architecture/**/*.test.ts']),
    project('integration', ['tests/{integration,compat}/**/*.test.ts']),
    project('e2e', ['tests/e2e/**/*.test.ts']),
  ],
};

export default config;
