"""Starts ministack and writes each of its IAM decisions, as one JSON line, to the file PARLEY_DECISIONS names.

ministack decides as it always does; this listens, and names the sender of a mail: ministack fills in no condition key of SES,
so that a condition on ses:FromAddress would never hold. Every mail of the deployment comes from PARLEY_SENDER.
"""

import json
import os
import sys

from ministack.core import iam_evaluator

log = open(os.environ["PARLEY_DECISIONS"], "a", buffering=1, encoding="utf-8")


def write(kind, principal, action, resource, decision):
    log.write(json.dumps({"kind": kind, "principal": principal, "action": action, "resource": resource, "decision": decision}) + "\n")


evaluate = iam_evaluator.evaluate
enforce = iam_evaluator.enforce


def recording_evaluate(context, *policies):
    result = evaluate(context, *policies)
    write("evaluated", context.principal_arn, context.action, context.resource_arn, result.decision)
    return result


def recording_enforce(access_key_id, action, service, region, resource_arn="*", service_context=None):
    if action == "ses:SendRawEmail":
        service_context = {**(service_context or {}), "ses:fromaddress": os.environ["PARLEY_SENDER"]}
    denied = enforce(access_key_id, action, service, region, resource_arn=resource_arn, service_context=service_context)
    if denied is not None:
        write("denied", getattr(denied, "principal_arn", ""), action, resource_arn, getattr(denied, "decision", "AuthError"))
    return denied


iam_evaluator.evaluate = recording_evaluate
iam_evaluator.enforce = recording_enforce

from ministack.app import main  # noqa: E402  it binds the functions above when it is imported

sys.exit(main())
