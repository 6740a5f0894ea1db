import { type Route, route } from '#runtime/contract';
import { type PreviewPorts, previewSegment } from '#usecases/targeting/segment-preview';
import {
  createSegment,
  listSegments,
  removeSegment,
  reportSegment,
  type SegmentPorts,
  type SegmentReport,
  updateSegment,
} from '#usecases/targeting/segments';
import { millisecondsOf } from '#wire/kernel/unix-seconds';
import { presentDeletedSegment, presentPreview, presentSegment, presentSegments } from '#wire/targeting/segment';
import * as contracts from './segments.contract.ts';

export function segmentRoutes(ports: SegmentPorts & PreviewPorts): Route[] {
  const present = ({ segment, count, progress }: SegmentReport, withCount: boolean) =>
    presentSegment(segment, { progress, ...(withCount ? { count } : {}) });
  const inMs = (at: number | undefined) => (at === undefined ? undefined : millisecondsOf(at));

  return [
    route(contracts.listSegments, async ({ actor, query }) => {
      const reports = await listSegments(ports, actor, query.include_count);
      return presentSegments(reports.map((report) => present(report, query.include_count)));
    }),
    route(contracts.retrieveSegment, async ({ actor, params, query }) =>
      present(await reportSegment(ports, actor, params.segment_id, query.include_count), query.include_count),
    ),
    route(contracts.createSegment, async ({ actor, body, correlationId }) => {
      const { name, rule, person_type: personType } = body;
      const segment = await createSegment(ports, actor, { name, rule, personType }, correlationId);
      return presentSegment(segment, { progress: { done: 0, total: null } });
    }),
    route(contracts.updateSegment, async ({ actor, params, body, correlationId }) => {
      await updateSegment(ports, actor, params.segment_id, body, correlationId);
      return present(await reportSegment(ports, actor, params.segment_id, false), false);
    }),
    route(contracts.deleteSegment, async ({ actor, params, correlationId }) =>
      presentDeletedSegment(await removeSegment(ports, actor, params.segment_id, correlationId)),
    ),
    route(contracts.previewSegment, async ({ actor, params, body }) =>
      presentPreview(
        await previewSegment(ports, actor, { segmentId: params.segment_id, rule: body.rule, at: inMs(body.at) }),
      ),
    ),
    route(contracts.previewRule, async ({ actor, body }) =>
      presentPreview(await previewSegment(ports, actor, { rule: body.rule, at: inMs(body.at) })),
    ),
  ];
}
