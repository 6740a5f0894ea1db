import { httpApi } from '#runtime/http-api';
import { activityStore } from '#store/workspace/activities';
import { staffCallers } from '../staff-callers.ts';
import { workspaceRoutes } from './routes.ts';
import { readServedDocument } from './served-document.ts';

const { table, callers } = staffCallers();
const ports = { ...callers, activities: activityStore(table) };

export const handler = httpApi(workspaceRoutes(ports, readServedDocument), ports);
