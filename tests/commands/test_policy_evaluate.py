"""``arlib policy evaluate`` as a person meets it: what it prints, exit statuses, JSON."""

import json

import pytest

from arlib.cli import main

READ = {"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*"}
DENY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "*",
    "Resource": "*",
    "Condition": {"NotIpAddress": {"aws:SourceIp": "::1"}},
}
ANN = "arn:aws:iam::111122223333:user/ann"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(name, content):
        (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content))

    write("p.json", {"Version": "2012-10-17", "Statement": [{"Sid": "Read", **READ}, DENY]})
    request = {"principal": ANN, "action": "s3:GetObject", "resource": "arn:aws:s3:::photos/x"}
    write("home.json", {**request, "context": {"aws:SourceIp": "::1"}})
    write("away.json", {**request, "context": {"aws:SourceIp": "::2"}})
    write("both.json", {**request, "context": {"aws:SourceIp": ["::1", "::2"]}})
    write("put.json", {**request, "action": "s3:PutObject", "context": {"aws:SourceIp": "::1"}})
    return write


def shown(capsys, *arguments):
    status = main(["policy", "evaluate", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_allowed_denied_and_open(files, capsys):
    status, out, _ = shown(capsys, "p.json", "home.json")
    assert status == 0 and out.splitlines()[:2] == ["p.json, home.json", "  allowed by the policy: Allow Read, line 1"]
    status, out, _ = shown(capsys, "p.json", "away.json")
    assert status == 1 and "denied by the policy: Deny in line 1" in out
    status, out, _ = shown(capsys, "p.json", "put.json")
    assert status == 1 and "denied: the policy does not allow it" in out
    status, out, _ = shown(capsys, "p.json", "both.json")
    assert status == 2 and "don't know: whether the statement in line 1 applies: aws:SourceIp has 2 values" in out


def test_json(files, capsys):
    found = {
        name: json.loads(shown(capsys, "p.json", f"{name}.json", "--json")[1])
        for name in ("home", "away", "put", "both")
    }
    assert [each["verdict"] for each in found.values()] == ["allowed", "denied", "denied", "unknown"]
    assert [each.get("by") for each in found.values()] == ["allow", "explicit deny", "implicit deny", None]
    assert found["home"]["statement"] == {"effect": "Allow", "sid": "Read", "line": 1, "column": 41}
    assert "reason" in found["both"] and "statement" not in found["put"]


def test_one_policy_of_a_template(files, capsys):
    reading = {"Statement": READ}
    resources = {
        name: {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": reading}} for name in ("One", "Two")
    }
    resources["Three"] = {"Properties": {"PolicyDocument": {"Ref": "One"}}}
    files("t.json", {"Resources": resources})
    assert shown(capsys, "t.json::Two", "home.json")[0] == 0
    assert shown(capsys, "t.json::Two: PolicyDocument", "put.json")[0] == 1
    status, _, err = shown(capsys, "t.json", "home.json")
    assert status == 64 and 'Add :: and one of "One: PolicyDocument"' in err
    status, _, err = shown(capsys, "t.json::Three", "home.json")
    assert status == 65 and "Three: PolicyDocument, line 1: Ref has no Statement" in err
    status, _, err = shown(capsys, "t.json::Four", "home.json")
    assert status == 65 and "t.json: there is no policy Four" in err


def test_all_policies_of_an_account(files, capsys):
    mine = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    files(
        "a.json",
        {
            "owner": "111122223333",
            "identity": [mine],
            "boundary": {"Statement": {**mine["Statement"], "Action": "ec2:*"}},
        },
    )
    status, out, _ = shown(capsys, "a.json", "home.json")
    assert status == 1 and "denied: the permissions boundary does not allow it" in out
    files("b.json", {"owner": "111122223333", "identity": [mine]})
    found = json.loads(shown(capsys, "b.json", "home.json", "--json")[1])
    assert (found["verdict"], found["layer"]) == ("allowed", "identity policy")


@pytest.mark.parametrize(
    "policy, request_, status, reason",
    [
        ("none.json", "home.json", 65, "none.json cannot be read"),
        ("p.json", "none.json", 65, "none.json cannot be read"),
        ("home.json", "p.json", 65, "p.json: line 1, column 2: a request has no Version"),
        ("home.json", "home.json", 65, "home.json: line 1, column 1: this has no Statement"),
        ("deep.json", "home.json", 65, "deep.json: line 1, column 102: this is nested more than 100 levels deep"),
        ("huge.json", "home.json", 65, "huge.json: the text has 20,000,000 characters; 10,000,000 are the most"),
        ("bytes.json", "home.json", 65, "bytes.json cannot be read"),
    ],
)
def test_files_that_cannot_be_read(files, tmp_path, capsys, policy, request_, status, reason):
    files("deep.json", "[" * 1_000_000)
    files("huge.json", "[" + " " * 19_999_998 + "]")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe{")
    found, out, err = shown(capsys, policy, request_)
    assert found == status and reason in err and out == "" and len(err) < 500


def test_a_second_reading_is_noted(files, capsys):
    files("s.json", {"Statement": {**READ, "Resource": "arn:aws:s3:*:*:x"}})
    request = {"principal": "anonymous", "action": "s3:GetObject"}
    files("five.json", {**request, "resource": "arn:aws:s3:a:b:x"})
    files("six.json", {**request, "resource": "arn:aws:s3:a:b:c:x"})
    assert "note" not in shown(capsys, "s.json", "five.json")[1]
    status, out, _ = shown(capsys, "s.json", "six.json")
    assert status == 0 and "note: implicit deny, if no * of a resource crosses a colon before the fifth" in out
    denied = {name: value for name, value in READ.items() if name != "Principal"} | {"Effect": "Deny"}
    for named, noted in ((ANN, True), ([ANN, "111122223333"], False)):
        files("e.json", {"Statement": {**denied, "NotPrincipal": {"AWS": named}}})
        found = json.loads(shown(capsys, "e.json", "six.json", "--json")[1])
        assert ("and might deny them too" in str(found.get("notes"))) == noted


def test_a_question_is_needed(capsys):
    assert main(["policy"]) == 64
    assert "required: QUESTION" in capsys.readouterr().err
