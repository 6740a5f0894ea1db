import { App } from 'aws-cdk-lib';
import { apiContexts } from './api-contexts.ts';
import { addParley } from './parley.ts';

addParley(new App(), await apiContexts());
