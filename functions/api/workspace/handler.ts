import * as z from 'zod';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { activityStore } from '#store/workspace/activities';
import { staffCallers } from '../staff-callers.ts';
import { workspaceRoutes } from './routes.ts';
import { readServedDocument } from './served-document.ts';

const { table, callers } = staffCallers();
const { MAIL_DOMAIN: mailDomain } = environment({ MAIL_DOMAIN: z.string() });
const ports = { ...callers, activities: activityStore(table), mailDomain };

export const handler = httpApi(workspaceRoutes(ports, readServedDocument), ports);
