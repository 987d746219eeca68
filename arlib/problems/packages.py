"""Which packages can be installed together, as clauses (Mancinelli et al. 2006)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from arlib.languages.debian import Package, Relation
from arlib.problems.statement import Problem, Statement
from arlib.verdict import Unsupported


def installation(packages: Iterable[Package], wanted: Iterable[str]) -> Problem[str]:
    """An installation that has the packages wanted, with all that they need and nothing that they conflict with.

    Its choices are packages by their names, with the version where there are several. Only what may be needed has a
    letter. Raises ``Unsupported`` for a name of no package.

    >>> from arlib.languages.debian import read_packages
    >>> index = read_packages('''
    ... Package: breakfast
    ... Version: 1
    ... Depends: tea | coffee
    ...
    ... Package: tea
    ... Version: 2
    ... Conflicts: coffee
    ...
    ... Package: coffee
    ... Version: 3
    ... ''')
    >>> said = installation(index, ["breakfast", "coffee"])
    >>> said.reasons
    ('breakfast is wanted', 'coffee is wanted', 'breakfast needs tea | coffee', 'tea conflicts with coffee')
    """
    index = _Index(packages)
    said: Statement[str] = Statement()
    waiting: dict[Package, None] = {}
    for name in wanted:
        found = index.by_name.get(name)
        if found is None:
            raise Unsupported(f"there is no package {name}")
        said.one_of(f"{name} is wanted", *map(index.label, found))
        waiting |= dict.fromkeys(found)
    reached = {**waiting}
    while waiting:
        package = next(iter(waiting))
        del waiting[package]
        for group in package.needs:
            able = [*dict.fromkeys(each for relation in group for each in index.matching(relation))]
            text = " | ".join(map(str, group))
            said.needs(f"{index.label(package)} needs {text}", index.label(package), *map(index.label, able))
            fresh = [each for each in able if each not in reached]
            reached |= dict.fromkeys(fresh)
            waiting |= dict.fromkeys(fresh)
    for package in reached:
        for relation in package.conflicts:
            for other in dict.fromkeys(index.matching(relation)):
                if other.name != package.name and other in reached:
                    what = str(relation) if other.name == relation.name else f"{relation}, which {other.name} provides"
                    because = f"{index.label(package)} conflicts with {what}"
                    said.not_all(because, index.label(package), index.label(other))
    for name, versions in index.by_name.items():
        if len(among := [index.label(each) for each in versions if each in reached]) > 1:
            said.at_most_one(f"only one version of {name} is there", *among)
    return said.problem()


class _Index:
    """The packages by what they are called and by what they provide."""

    def __init__(self, packages: Iterable[Package]):
        self.by_name: dict[str, list[Package]] = {}
        self.named: dict[str, list[tuple[Package, str | None]]] = {}
        for package in packages:
            self.by_name.setdefault(package.name, []).append(package)
            self.named.setdefault(package.name, []).append((package, package.version))
            for each in package.provides:
                self.named.setdefault(each.name, []).append((package, each.version or None))

    def matching(self, relation: Relation) -> Iterator[Package]:
        """The packages that a relation allows, by their own names or by those that they provide."""
        return (package for package, version in self.named.get(relation.name, ()) if relation.allows(version))

    def label(self, package: Package) -> str:
        """The name, with the version where there are several."""
        several = len(self.by_name[package.name]) > 1
        return f"{package.name} {package.version}" if several else package.name
