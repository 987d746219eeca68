"""Which packages can be installed together, as clauses (Mancinelli et al. 2006)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from arlib.languages.debian import Package, Relation
from arlib.problems.statement import Problem, Statement
from arlib.verdict import Unsupported


def installation(packages: Iterable[Package], wanted: Iterable[str], elsewhere: Container[str] = ()) -> Problem[str]:
    """An installation that has the packages wanted, with all that they need and nothing that they conflict with.

    Its choices are packages by their names, with the version where there are several. Only what may be needed has a
    letter. What has a name from ``elsewhere`` is taken to be there. Raises ``Unsupported`` for a name of no package.

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
    reached: dict[str, None] = {}
    for name in wanted:
        if name not in index.versions:
            raise Unsupported(f"there is no package {name}")
        said.one_of(f"{name} is wanted", *index.versions[name])
        reached |= dict.fromkeys(index.versions[name])
    waiting = [*reached]
    for label in waiting:  # it grows
        for group in index.packages[label].needs:
            if any(relation.name in elsewhere for relation in group):
                continue
            able = [*dict.fromkeys(other for relation in group for other in index.matching(relation))]
            said.needs(f"{label} needs {' | '.join(map(str, group))}", label, *able)
            waiting += [other for other in able if other not in reached]
            reached |= dict.fromkeys(able)
    for label in reached:
        for relation in index.packages[label].conflicts:
            for other in dict.fromkeys(index.matching(relation)):
                name = index.packages[other].name
                if other in reached and name != index.packages[label].name:
                    what = str(relation) if name == relation.name else f"{relation}, which {name} provides"
                    said.not_all(f"{label} conflicts with {what}", label, other)
    for name, versions in index.versions.items():
        if len(among := [label for label in versions if label in reached]) > 1:
            said.at_most_one(f"only one version of {name} is there", *among)
    return said.problem()


def missing(packages: Iterable[Package]) -> set[str]:
    """The names that packages need and none has or provides: what an index leaves out, if it is a part of another.

    >>> from arlib.languages.debian import read_packages
    >>> missing(read_packages("Package: tea\\nVersion: 1\\nDepends: cup, tea"))
    {'cup'}
    """
    index = _Index(packages)
    needs = (group for package in index.packages.values() for group in package.needs)
    absent = (group for group in needs if not any(relation.name in index.named for relation in group))
    return {relation.name for group in absent for relation in group}


class _Index:
    """The packages by their labels: the name, with the version where there are several; and what each name may mean."""

    def __init__(self, packages: Iterable[Package]):
        by_name: dict[str, dict[str, Package]] = {}
        for package in packages:
            by_name.setdefault(package.name, {})[package.version] = package
        self.packages: dict[str, Package] = {}
        self.versions: dict[str, list[str]] = {}
        self.named: dict[str, list[tuple[str, str | None]]] = {}
        for name, versions in by_name.items():
            for version, package in versions.items():
                label = f"{name} {version}" if len(versions) > 1 else name
                self.packages[label] = package
                self.versions.setdefault(name, []).append(label)
                self.named.setdefault(name, []).append((label, version))
                for each in package.provides:
                    self.named.setdefault(each.name, []).append((label, each.version or None))

    def matching(self, relation: Relation) -> Iterator[str]:
        """The packages that a relation allows, by their own names or by those that they provide."""
        return (label for label, version in self.named.get(relation.name, ()) if relation.allows(version))
