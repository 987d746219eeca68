"""A snapshot of real packages: what the mail servers exim4 and postfix of Debian 12 need, and what they conflict with.

Only names, versions and relations are kept, as the archives of Debian 12.15 with its security updates had them in
November 2026 for amd64. Each alternative of a need is there, if the archives had it.
"""

from __future__ import annotations

from importlib.resources import files

from arlib.languages.debian import Package, read_packages

NAME = "mail_servers.deb822"


def mail_servers() -> list[Package]:
    """The packages of the snapshot, by name.

    >>> found = mail_servers()
    >>> len(found), [package.name for package in found if package.name.startswith("exim4-d")]
    (127, ['exim4-daemon-heavy', 'exim4-daemon-light'])
    """
    return read_packages(files("arlib.problems").joinpath(NAME).read_text(encoding="utf-8"))
