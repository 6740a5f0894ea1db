/**
 * `npm test`: every suite that this machine can run, in one jest run, then one line for each suite that
 * it left out and why. Its last line is `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { findBrowser } from '../tests/support/browser.ts';

type JestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numRuntimeErrorTestSuites: number;
  numPendingTests: number;
};

const report = '.parley/jest-report.json';
mkdirSync('.parley', { recursive: true });

const leftOut: string[] = [];
const projects = ['unit', 'infra', 'architecture', 'integration'];
if (findBrowser() === undefined) leftOut.push('browser tests: no Chromium on this machine');
else projects.push('e2e');
if (spawnSync('java', ['-version']).status !== 0)
  leftOut.push("the store's contract on Amazon's DynamoDB Local: no Java on this machine");
if (!process.env['INTERCOM_OPENAPI'])
  leftOut.push('validation against the published OpenAPI document: INTERCOM_OPENAPI names no file');
else if (!existsSync(process.env['INTERCOM_OPENAPI']))
  throw new Error('INTERCOM_OPENAPI names a file that does not exist');
leftOut.push('the deployment into an emulator: `npm run test:deploy` (needs Python)');

const args = [
  '--experimental-vm-modules',
  'node_modules/jest/bin/jest.js',
  '--selectProjects',
  ...projects,
  '--json',
  `--outputFile=${report}`,
  ...process.argv.slice(2),
];
const jest = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
const code = await new Promise<number>((resolve) => jest.on('exit', (exit) => resolve(exit ?? 1)));

const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }: JestReport = JSON.parse(
  readFileSync(report, 'utf8'),
);
for (const line of leftOut) process.stdout.write(`left out: ${line}\n`);
process.stdout.write(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`);
process.exitCode = code;
