"""The snapshot is read completely, what its packages need is in it, and the conflict in it is a real one."""

import pytest

from arlib.problems import installation
from arlib.problems.snapshot import mail_servers
from arlib.sat import refute
from arlib.verdict import Proved, Refuted


def test_each_need_can_be_met_within_it():
    packages = mail_servers()
    assert len({package.name for package in packages}) == len(packages)
    names = {each.name: [(each, each.version)] for each in packages}
    for package in packages:
        for each in package.provides:
            names.setdefault(each.name, []).append((package, each.version or None))
    for package in packages:
        for group in package.needs:
            able = [one for each in group for one, version in names.get(each.name, ()) if each.allows(version)]
            assert able, f"{package.name} needs {' | '.join(map(str, group))}"


@pytest.mark.parametrize("wanted", [["exim4"], ["postfix"], ["exim4-daemon-heavy", "cron"]])
def test_one_mail_server_can_be_installed(wanted):
    problem = installation(mail_servers(), wanted)
    found = refute(problem.clauses)
    assert isinstance(found, Refuted)
    assert {*wanted} <= {*problem.chosen(found.witness)}


def test_two_cannot_and_a_short_chain_says_why():
    problem = installation(mail_servers(), ["exim4", "postfix"])
    found = refute(problem.clauses)
    assert isinstance(found, Proved)
    reasons = problem.why(found.certificate)
    assert reasons[-1] == "exim4-config conflicts with postfix"
    assert len(reasons) == 5
