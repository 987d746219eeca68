"""``arlib policy public``, ``at-most``, ``who-can`` and ``arlib check`` as a person meets them."""

import json

import pytest

from arlib.cli import main

READ = {"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*"}
VPC = {**READ, "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}}
TWO = {**READ, "Condition": {"StringLike": {"aws:SourceVpc": "vpc-*"}, "IpAddress": {"aws:SourceVpc": "10.0.0.0/8"}}}


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, statement in (("open", READ), ("vpc", VPC), ("two", TWO)):
        (tmp_path / f"{name}.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": statement}))
    (tmp_path / "broken.json").write_text('{"Statement": 1}')
    return tmp_path


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_public(capsys):
    status, out, _ = run(capsys, "policy", "public", "open.json")
    assert status == 1
    assert out.splitlines()[1:3] == [
        "  public: it allows this request",
        "    AWS:arn:aws:iam::444455556666:user/ann s3:GetObject arn:aws:s3:::photos/cat.jpg",
    ]
    status, out, _ = run(capsys, "policy", "public", "vpc.json")
    assert status == 0 and "  not public, by 1 tree of cases" in out
    status, out, err = run(capsys, "policy", "public", "broken.json")
    assert status == 65 and "broken.json: line 1, column 15" in err
    status, out, _ = run(capsys, "policy", "at-most", "two.json", "vpc.json")
    assert status == 2 and "don't know: a key is compared as address and as text" in out


def test_at_most_and_its_certificate(capsys, files):
    status, out, _ = run(capsys, "policy", "at-most", "open.json", "vpc.json", "--json")
    found = json.loads(out)
    assert status == 1 and found["verdict"] == "more permissive" and found["other"] == "vpc.json"
    (files / "request.json").write_text(json.dumps(found["request"]))
    assert run(capsys, "policy", "evaluate", "open.json", "request.json")[0] == 0
    assert run(capsys, "policy", "evaluate", "vpc.json", "request.json")[0] == 1
    status, out, _ = run(capsys, "policy", "at-most", "vpc.json", "open.json", "--certificate", "c.json", "--json")
    assert status == 0 and json.loads(out)["verdict"] == "no more permissive"
    status, out, _ = run(capsys, "check", "c.json")
    assert status == 0 and "c.json: accepted" in out
    assert run(capsys, "check", "c.json", "vpc.json")[0] == 0
    status, out, _ = run(capsys, "check", "c.json", "open.json")
    assert status == 1 and "it is about another policy than open.json" in out
    data = json.loads((files / "c.json").read_text())
    data["second"]["Statement"][0]["Action"] = "s3:Put*"
    (files / "c.json").write_text(json.dumps(data))
    status, out, _ = run(capsys, "check", "c.json", "--json")
    assert status == 1 and json.loads(out)["verdict"] == "rejected"
    data["trees"] = 0
    (files / "c.json").write_text(json.dumps(data))
    status, _, err = run(capsys, "check", "c.json")
    assert status == 65 and "trees is a list" in err


def test_no_older_evidence_stays(capsys, files):
    assert run(capsys, "policy", "at-most", "vpc.json", "open.json", "--certificate", "c.json")[0] == 0
    assert run(capsys, "policy", "at-most", "two.json", "vpc.json", "--certificate", "c.json")[0] == 2
    assert not (files / "c.json").exists()
    status, _, err = run(capsys, "policy", "public", "vpc.json", "--certificate", "open.json")
    assert status == 64 and "open.json exists and is no certificate" in err


def test_a_folder_of_evidence_needs_no_policies_beside_it(capsys, files):
    (files / "evidence").mkdir()
    kept = files / "evidence" / "c.json"
    assert run(capsys, "policy", "at-most", "vpc.json", "open.json", "--certificate", str(kept))[0] == 0
    status, out, _ = run(capsys, "check", "evidence")
    assert status == 0 and out.startswith("1 accepted")
    kept.write_text('{"format": "arlib certificate", "kind": "Lasso"}')
    status, _, err = run(capsys, "check", str(kept))
    assert status == 64 and "which program is the certificate about?" in err


def test_who_can(capsys):
    status, out, _ = run(capsys, "policy", "who-can", "vpc.json")
    assert status == 0
    assert "  everyone where aws:SourceVpc StringEquals vpc-1" in out and "  and nobody else" in out
    status, out, _ = run(capsys, "policy", "who-can", "vpc.json", "--json")
    found = json.loads(out)
    assert found["findings"][0]["request"]["context"] == {"aws:sourcevpc": "vpc-1"}
