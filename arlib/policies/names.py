"""Names as real requests have them: a request that refutes should look like one that somebody makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

PRINCIPALS = (
    "AWS:arn:aws:iam::444455556666:user/ann",
    "anonymous",
    "AWS:arn:aws:sts::444455556666:assumed-role/audit/ann",
    "Service:lambda.amazonaws.com",
    "AWS:arn:aws:iam::777788889999:user/bob",
)
ACTIONS = (
    "s3:GetObject",
    "s3:PutObject",
    "s3:ListBucket",
    "s3:DeleteObject",
    "s3:GetBucketPolicy",
    "ec2:DescribeInstances",
    "ec2:RunInstances",
    "ec2:TerminateInstances",
    "ec2:CreateTags",
    "iam:ListUsers",
    "iam:PassRole",
    "iam:CreateUser",
    "iam:GetRole",
    "sts:AssumeRole",
    "lambda:InvokeFunction",
    "lambda:ListFunctions",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:ListTables",
    "sqs:SendMessage",
    "sqs:ReceiveMessage",
    "sns:Publish",
    "sns:Subscribe",
    "kms:Decrypt",
    "kms:CreateKey",
    "logs:PutLogEvents",
    "logs:DescribeLogGroups",
    "cloudwatch:PutMetricData",
    "cloudwatch:ListMetrics",
    "cloudformation:DescribeStacks",
    "cloudtrail:LookupEvents",
    "rds:DescribeDBInstances",
    "ecr:GetAuthorizationToken",
    "ecs:ListClusters",
    "eks:ListClusters",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "route53:ListHostedZones",
    "elasticloadbalancing:DescribeLoadBalancers",
    "autoscaling:DescribeAutoScalingGroups",
    "events:PutEvents",
    "glue:GetTable",
    "athena:StartQueryExecution",
    "organizations:ListAccounts",
    "config:DescribeConfigRules",
    "tag:GetResources",
)
VERBS = ("Get", "List", "Describe", "Create", "Put", "Update", "Delete", "Start")
NOUNS = ("Example", "Object", "Item", "Tags", "Status", "Policy")
RESOURCES = {
    "s3": ("arn:aws:s3:::photos/cat.jpg", "arn:aws:s3:::photos"),
    "iam": ("arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:role/audit"),
    "sts": ("arn:aws:iam::111122223333:role/audit",),
    "ec2": ("arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0",),
    "lambda": ("arn:aws:lambda:us-east-1:111122223333:function:resize",),
    "dynamodb": ("arn:aws:dynamodb:us-east-1:111122223333:table/orders",),
    "sqs": ("arn:aws:sqs:us-east-1:111122223333:orders",),
    "sns": ("arn:aws:sns:us-east-1:111122223333:orders",),
}
FILLS = {
    "principal": ("user/ann", "ann", "111122223333"),
    "resource": ("example", "example/1", "111122223333"),
    "aws:sourcevpc": ("vpc-0123456789abcdef0",),
    "aws:sourcevpce": ("vpce-0123456789abcdef0",),
    "aws:sourceaccount": ("444455556666",),
    "aws:principalaccount": ("444455556666",),
    "aws:sourceowner": ("444455556666",),
    "aws:principalorgid": ("o-a1b2c3d4e5",),
    "aws:username": ("ann", "bob"),
    "aws:userid": ("AIDAEXAMPLE", "AROAEXAMPLE:ann"),
    "aws:principalarn": ("arn:aws:iam::444455556666:user/ann", "user/ann"),
    "aws:sourcearn": ("arn:aws:sns:us-east-1:444455556666:orders",),
    "aws:referer": ("https://example.com/",),
    "aws:useragent": ("Mozilla/5.0",),
    "aws:requestedregion": ("us-east-1", "eu-west-1"),
}
ADDRESSES = tuple(
    Fraction(sum(part << shift for part, shift in zip(each, (24, 16, 8, 0), strict=True)))
    for each in ((203, 0, 113, 7), (198, 51, 100, 9), (192, 0, 2, 1), (8, 8, 8, 8))
)
MOMENTS = (Fraction(1_798_761_600), Fraction(1_577_836_800))  # the first days of 2027 and 2020


def actions(service: str, mentioned: Iterable[str]) -> Iterator[str]:
    """Actions of a service, or of any, that exist or might."""
    whole = (each for each in mentioned if "*" not in each and "?" not in each)
    yield from (each for each in whole if not service or each.lower().startswith(f"{service}:"))
    yield from (each for each in ACTIONS if not service or each.startswith(f"{service}:"))
    if service:
        yield from (f"{service}:{verb}{noun}" for verb in VERBS for noun in NOUNS)


def resources(action: str) -> tuple[str, ...]:
    """Resources on which an action may be asked."""
    service = action.partition(":")[0].lower()
    return RESOURCES.get(service, (f"arn:aws:{service}:us-east-1:111122223333:example/1", "*"))


def fills(dimension: str) -> tuple[str, ...]:
    """What may stand for a star, or for the whole value, of a dimension."""
    return (*FILLS.get(dimension, ()), "example", "")
