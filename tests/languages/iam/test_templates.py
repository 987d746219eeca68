"""Policies in CloudFormation templates and Terraform plans: each by its name, and what is not plain text is refused."""

import json

import pytest

from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.templates import Named, Refused, policies_in
from arlib.verdict import Unsupported

STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [STATEMENT]}
TRUST = {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}
POLICY = read_policy(json.dumps(DOCUMENT))


def template(properties, kind="AWS::S3::BucketPolicy", **more):
    return policies_in(json.dumps({"Resources": {"Mine": {"Type": kind, "Properties": properties}}, **more}, indent=1))


def plan(values, unknown=None, mode="managed"):
    resource = {"address": "aws_s3_bucket_policy.mine", "mode": mode, "type": "aws_s3_bucket_policy", "values": values}
    module = {"address": "module.inner", "resources": [resource]}
    changes = [{"address": resource["address"], "change": {"after_unknown": unknown or {}}}]
    root = {"root_module": {"resources": [], "child_modules": [module]}}
    return policies_in(
        json.dumps({"format_version": "1.2", "planned_values": root, "resource_changes": changes}, indent=1)
    )


def test_a_document_is_the_only_policy():
    [found] = policies_in(json.dumps(DOCUMENT))
    assert found.policy == POLICY and str(found) == "the policy"


def test_a_template():
    policies = {"Policies": [{"PolicyName": "read", "PolicyDocument": {"Statement": {**STATEMENT}}}]}
    found = policies_in(
        json.dumps(
            {
                "AWSTemplateFormatVersion": "2010-09-09",
                "Parameters": {"Name": {"Type": "String"}},
                "Resources": {
                    "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "Name"}}},
                    "Topic": {"Type": "AWS::SNS::Topic"},
                    "Open": {
                        "Type": "AWS::S3::BucketPolicy",
                        "Properties": {"Bucket": "x", "PolicyDocument": DOCUMENT},
                    },
                    "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST, **policies}},
                    "Logs": {
                        "Type": "AWS::Logs::ResourcePolicy",
                        "Properties": {"PolicyDocument": json.dumps(DOCUMENT)},
                    },
                },
            }
        )
    )
    assert [str(each) for each in found] == [
        "Open: PolicyDocument",
        "Role: AssumeRolePolicyDocument",
        "Role: Policies.0.PolicyDocument",
        "Logs: PolicyDocument",
    ]
    assert all(isinstance(each, Named) for each in found)
    assert [each.kind for each in found][::3] == ["AWS::S3::BucketPolicy", "AWS::Logs::ResourcePolicy"]
    assert found[0].policy == found[3].policy == POLICY


def test_functions_that_are_plain_text_are_read():
    resources = [
        {"Fn::Sub": "arn:aws:s3:::photos/*"},
        {"Fn::Sub": "arn:aws:s3:::home/${!aws:username}"},
        {"Fn::Join": ["", ["arn:aws:s3:::", {"Fn::Sub": "photos"}, "/*"]]},
    ]
    [found] = template({"PolicyDocument": {"Version": "2012-10-17", "Statement": {**STATEMENT, "Resource": resources}}})
    expected = ("arn:aws:s3:::photos/*", "arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::photos/*")
    assert found.policy.statements[0].resources.values == expected


@pytest.mark.parametrize(
    "document, reason",
    [
        ({"Statement": {**STATEMENT, "Resource": {"Ref": "Photos"}}}, "Ref is known only when the stack is created"),
        ({"Statement": {**STATEMENT, "Resource": {"Fn::Sub": "${Photos.Arn}/*"}}}, "Fn::Sub is known only"),
        ({"Statement": {**STATEMENT, "Resource": {"Fn::Join": ["", ["x", {"Ref": "y"}]]}}}, "Ref is known only"),
        ({"Statement": [{"Fn::If": ["Prod", STATEMENT, STATEMENT]}]}, "Fn::If is known only"),
        ({"Fn::If": ["Prod", DOCUMENT, DOCUMENT]}, "Fn::If has no Statement"),
        ({"Ref": "Document"}, "Ref has no Statement"),
        ("no policy", "this has no Statement"),
        ({"Statement": {**STATEMENT, "Effect": "allow"}}, "the effect is Allow or Deny"),
        ('{"Statement": [', "in this text: the text ends"),
        ({"Statement": {**STATEMENT, "Action": "x" * 500}}, "an action is"),
    ],
)
def test_what_is_refused_is_named(document, reason):
    [found] = template({"PolicyDocument": document})
    assert isinstance(found, Refused) and found.reason.startswith(reason) and "\n" not in str(found)
    assert (found.name, found.where) == ("Mine", "PolicyDocument") and found.place.line >= 6


def test_one_that_is_refused_leaves_the_others():
    refused = {"Statement": {**STATEMENT, "Resource": {"Ref": "x"}}}
    found = template({"AssumeRolePolicyDocument": TRUST, "Policies": [{"PolicyDocument": refused}]}, "AWS::IAM::Role")
    assert [type(each) for each in found] == [Named, Refused]
    [doubtful] = template({"Policies": {"Fn::If": ["Prod", [{"PolicyDocument": DOCUMENT}], []]}}, "AWS::IAM::Role")
    assert doubtful.reason.startswith("whether this is the policy is known only")


def test_macros_may_change_everything():
    found = template({"PolicyDocument": DOCUMENT}, Transform="AWS::Serverless-2016-10-31")
    assert [type(each) for each in found] == [Refused, Named] and found[0].name == "Transform"
    [loop] = policies_in(json.dumps({"Resources": {"Fn::ForEach::Buckets": ["x", [], {}]}}))
    assert loop.name == "Fn::ForEach::Buckets"


def test_other_things_have_a_statement_as_well():
    rule = {"Name": "x", "Statement": {"NotStatement": {"Statement": {"GeoMatchStatement": {"CountryCodes": ["CH"]}}}}}
    assert template({"Rules": [rule]}, "AWS::WAFv2::WebACL") == ()
    code = 'print("Statement")\n{"Statement": 1}'
    assert template({"Code": code, "More": '{"Statement": 1}'}, "AWS::Lambda::Function") == ()


def test_a_plan():
    [found] = plan({"bucket": "x", "policy": json.dumps(DOCUMENT)})
    assert str(found) == "aws_s3_bucket_policy.mine: policy" and found.policy == POLICY
    assert found.kind == "aws_s3_bucket_policy" and found.place.line > 1
    [inline] = plan({"inline_policy": [{"name": "x", "policy": json.dumps(DOCUMENT)}]})
    assert inline.where == "inline_policy.0.policy"
    assert plan({"json": json.dumps(DOCUMENT)}, mode="data") == ()
    assert plan({"bucket": "x", "policy": ""}) == ()


def test_what_a_plan_does_not_know_is_named():
    [found] = plan({"bucket": "x"}, {"policy": True, "id": True})
    assert isinstance(found, Refused) and found.reason == "this is known only when the plan is applied"
    [broken] = plan({"policy": json.dumps({"Statement": [{**STATEMENT, "Effect": "allow"}]})})
    assert isinstance(broken, Refused) and broken.reason.startswith("the effect is Allow or Deny")


def test_other_files_are_refused():
    for text, reason in (
        ("{}", "this has no Statement"),
        ("[1]", "an object"),
        ('{"Resources": []}', "Resources is an object"),
    ):
        with pytest.raises(Unsupported, match=reason):
            policies_in(text)
