import { App } from 'aws-cdk-lib';
import { apiContexts } from './api-contexts.ts';
import { bundleFunctions } from './constructs/function-bundle.ts';
import { addParley } from './parley.ts';

await bundleFunctions();
addParley(new App(), await apiContexts());
