"""``arlib bench policies`` on a small collection."""

import json

from arlib.cli import main

READ = {"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "*"}
ALL = {**READ, "Action": "s3:*"}
FAMILY = [{"id": "read", "policy": {"Statement": READ}, "expected": {"public_s3": "public"}}]
PAIR = {"id": "pair", "a": {"Statement": READ}, "b": {"Statement": ALL}}


def run(tmp_path, capsys, records, *arguments):
    (tmp_path / "data.jsonl").write_text("\n".join(map(json.dumps, records)))
    status = main(["bench", "policies", str(tmp_path / "data.jsonl"), *arguments])
    return status, capsys.readouterr().out


def test_a_collection_is_counted(tmp_path, capsys):
    pair = {**PAIR, "expected": {"a_within_b": "proved", "b_within_a": "refuted"}}
    status, out = run(tmp_path, capsys, [*FAMILY, pair, {"id": "bad", "policy": {}}], "--json")
    found = json.loads(out)
    assert status == 0
    assert (found["questions"], found["proved"], found["refuted"], found["as expected"]) == (4, 2, 2, 4)
    assert found["unread"] == {"bad": "a policy has a Statement"} and found["rejected"] == found["wrong"] == []
    status, out = run(tmp_path, capsys, [*FAMILY, pair])
    assert status == 0 and "  questions    4: 2 proved, 2 refuted" in out


def test_what_is_wrong_is_named(tmp_path, capsys):
    status, out = run(tmp_path, capsys, [{**PAIR, "expected": {"a_within_b": "refuted"}}])
    assert status == 1 and "  WRONG        pair: a within b" in out


def test_all_pairs(tmp_path, capsys):
    records = [{"id": name, "policy": {"Statement": each}} for name, each in (("read", READ), ("all", ALL))]
    status, out = run(tmp_path, capsys, records, "--all-pairs", "--json")
    found = json.loads(out)
    assert status == 0 and (found["questions"], found["proved"], found["refuted"]) == (2, 1, 1)


def test_all_pairs_as_a_diagram(tmp_path, capsys):
    records = [{"id": name, "policy": {"Statement": each}} for name, each in (("read", READ), ("all", ALL))]
    target = tmp_path / "order.svg"
    status, _ = run(tmp_path, capsys, records, "--all-pairs", "--diagram", str(target))
    assert status == 0
    assert "<desc>" in target.read_text() and "read is below all." in target.read_text()
    data = str(tmp_path / "data.jsonl")
    assert main(["bench", "policies", data, "--diagram", str(target)]) == 64
    assert "--diagram draws what --all-pairs finds out" in capsys.readouterr().err
    assert main(["bench", "policies", data, "--all-pairs", "--diagram", str(tmp_path)]) == 65
