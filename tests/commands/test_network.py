"""``arlib network`` and ``arlib check`` of its evidence: what is printed, and exit statuses."""

import json

import pytest
from example_networks import part, snapshot, text

from arlib.cli import main


@pytest.fixture
def network(tmp_path):
    path = tmp_path / "net.json"
    path.write_text(text(snapshot()))
    return str(path)


def test_reached(network, tmp_path, capsys):
    certificate = str(tmp_path / "out.json")
    assert main(["network", "reaches", network, "internet", "i-web", "443", "--certificate", certificate]) == 1
    shown = capsys.readouterr().out
    assert "ingress rule 1 of sg-web" in shown and "route 0.0.0.0/0 -> igw-1 of rtb-public" in shown
    assert main(["check", certificate]) == 0
    assert "internet reaches i-web, tcp port 443" in capsys.readouterr().out


def test_not_reached(network, tmp_path, capsys):
    certificate = str(tmp_path / "out.json")
    asked = ["network", "reaches", network, "i-peer", "i-db", "5432", "--json", "--certificate", certificate]
    assert main(asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["reaches"]) == ("proved", False)
    assert [(way["by"], way["path"][-1]) for way in found["blocked"]] == [("sg-db", "eni-db")]
    assert main(["check", certificate, network, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["claim"].startswith("i-peer reaches i-db")
    other = tmp_path / "other.json"
    other.write_text("{}")
    assert main(["check", certificate, str(other)]) == 1
    assert "another network" in capsys.readouterr().out
    assert main(["check", str(tmp_path), "--json"]) == 1  # the snapshots are no certificates
    verdicts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["verdict"] for each in verdicts if each["certificate"] == certificate] == ["accepted"]


def test_not_known(network, tmp_path, capsys):
    whole = snapshot()
    part(whole, "RouteTables", "rtb-peer")["Routes"].append(
        {"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1"}
    )
    path = tmp_path / "other.json"
    path.write_text(text(whole))
    assert main(["network", "reaches", str(path), "i-peer", "internet", "--json"]) == 2
    assert "tgw-1" in json.loads(capsys.readouterr().out)["reason"]


def test_exposed(network, capsys):
    assert main(["network", "exposed", network, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["owner"], each["ports"]) for each in found["exposed"]] == [("i-web", [443, 443])]
    assert found["unknown"] == [] and found["certificates"] > 8


@pytest.mark.parametrize(
    ("content", "asked", "status", "said"),
    [
        ("{", ["internet", "i-web", "22"], 65, "line 1"),
        ('{"Vpcs": []}', ["internet", "i-web", "22"], 64, "i-web"),
        ('{"Vpcs": []}', ["internet", "i-web", "99999"], 64, "65535"),
        ('{"Networks": []}', ["internet", "i-web"], 65, "Networks"),
    ],
)
def test_what_cannot_be_asked(tmp_path, capsys, content, asked, status, said):
    path = tmp_path / "net.json"
    path.write_text(content)
    assert main(["network", "reaches", str(path), *asked]) == status
    assert said in capsys.readouterr().err
