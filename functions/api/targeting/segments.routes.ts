import type { Segment } from '#domain/targeting/segment/segment';
import { type Route, route } from '#runtime/contract';
import { warnOfRules } from '#usecases/targeting/rule-warnings';
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
import {
  ignoredFields,
  presentDeletedSegment,
  presentPreview,
  presentSegment,
  presentSegments,
  SegmentChangeRequest,
  SegmentRequest,
} from '#wire/targeting/segment';
import * as contracts from './segments.contract.ts';

export function segmentRoutes(ports: SegmentPorts & PreviewPorts): Route[] {
  const present = ({ segment, count, progress }: SegmentReport, withCount: boolean) =>
    presentSegment(segment, { progress, ...(withCount ? { count } : {}) });
  const inMs = (at: number | undefined) => (at === undefined ? undefined : millisecondsOf(at));

  const warningsOf = async ({ workspaceId, building, serving }: Segment, body: { rule?: unknown }, taken: object) => {
    const rule = (building ?? serving)?.rule;
    const placed = rule === undefined || body.rule === undefined ? [] : [{ path: 'rule', rule }];
    return [...(await warnOfRules(ports, workspaceId, placed)), ...ignoredFields(body, taken)];
  };

  return [
    route(contracts.listSegments, async ({ actor, query }) => {
      // Every segment here is one of people: of companies there is none.
      const reports = query.type === 'company' ? [] : await listSegments(ports, actor, query.include_count);
      return presentSegments(reports.map((report) => present(report, query.include_count)));
    }),
    route(contracts.retrieveSegment, async ({ actor, params, query }) =>
      present(await reportSegment(ports, actor, params.segment_id, query.include_count), query.include_count),
    ),
    route(contracts.createSegment, async ({ actor, body, correlationId }) => {
      const { name, rule, person_type: personType } = body;
      const segment = await createSegment(ports, actor, { name, rule, personType }, correlationId);
      return presentSegment(segment, {
        progress: { done: 0, total: null },
        warnings: await warningsOf(segment, body, SegmentRequest.shape),
      });
    }),
    route(contracts.updateSegment, async ({ actor, params, body, correlationId }) => {
      await updateSegment(ports, actor, params.segment_id, body, correlationId);
      const report = await reportSegment(ports, actor, params.segment_id, false);
      const warnings = await warningsOf(report.segment, body, SegmentChangeRequest.shape);
      return { ...present(report, false), warnings };
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
