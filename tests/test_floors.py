"""A file imports only from lower floors, or an earlier file of its own floor; and imports stay light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "arlib"

# In reading order, the lowest floor first. A folder of one floor lists its files in order;
# siblings of floor 3 do not import one another.
WORDS = ["verdict", "seconds", "integers", "terms", "printing", "polynomials", "residues", "clauses"]
MEANING = [
    "intervals",
    "smt.numbers",
    "smt.translation",
    "smt.solving",
    "smt",
    "programs",
    "programs.syntax",
    "programs.compiled_terms",
    "programs.outcomes",
    "programs.instructions",
    "programs.interpreter",
    "programs.paths",
    "programs.bits",
    "programs.symbolic",
    "programs.elimination",
    "programs.transitions",
    "programs.guarded",
    "languages",
    "languages.size",
    "languages.python",
    "languages.python.syntax",
    "languages.python.names",
    "languages.python.objects",
    "languages.python.reader",
    "languages.python.claims",
    "languages.python.conditions",
    "languages.python.kinds",
    "languages.python.facts",
    "languages.python.inference",
    "languages.python.evaluation",
    "languages.python.expressions",
    "languages.python.opaque",
    "languages.python.approximations",
    "languages.python.errors",
    "languages.python.lists",
    "languages.python.changes",
    "languages.python.assignments",
    "languages.python.statements",
    "languages.python.loops",
    "languages.python.functions",
    "languages.c",
    "languages.c.types",
    "languages.c.arithmetic",
    "languages.c.readings",
    "languages.c.lexing",
    "languages.c.places",
    "languages.c.expansion",
    "languages.c.headers",
    "languages.c.conditions",
    "languages.c.attributes",
    "languages.c.directives",
    "languages.c.preprocessing",
    "languages.c.declarations",
    "languages.c.source",
    "languages.c.expressions",
    "languages.c.reader",
    "languages.c.claims",
    "languages.c.globals",
    "languages.c.order",
    "languages.c.definedness",
    "languages.c.effects",
    "languages.c.arrays",
    "languages.c.pointers",
    "languages.c.assignments",
    "languages.c.jumps",
    "languages.c.statements",
    "languages.c.library",
    "languages.c.calls",
    "languages.c.recursion",
    "languages.c.functions",
    "languages.json_text",
    "languages.iam",
    "languages.iam.syntax",
    "languages.iam.globs",
    "languages.iam.ranges",
    "languages.iam.values",
    "languages.iam.variables",
    "languages.iam.principals",
    "languages.iam.second_readings",
    "languages.iam.conditions",
    "languages.iam.reading",
    "languages.iam.requests",
    "languages.iam.evaluation",
    "languages.iam.notes",
    "languages.iam.account",
    "languages.iam.account_reading",
    "languages.iam.printing",
    "languages.iam.templates",
    "languages.iam.predicates",
    "languages.vpc",
    "languages.vpc.syntax",
    "languages.vpc.diagrams",
    "languages.vpc.packets",
    "languages.vpc.questions",
    "languages.vpc.json_parts",
    "languages.vpc.rules",
    "languages.vpc.interfaces",
    "languages.vpc.reading",
    "languages.vpc.matching",
    "languages.vpc.places",
    "languages.vpc.forwarding",
    "languages.vpc.one_rule",
    "languages.vpc.one_packet",
    "languages.vpc.gaps",
    "languages.text",
    "languages.propositions",
    "circuits.gates",
    "circuits.at_most_one",
    "circuits.tseitin",
    "circuits.arithmetic",
    "circuits.words",
    "circuits.blasting",
    "circuits",
    "languages.lines",
    "languages.dimacs",
    "languages.debian",
]
EVIDENCE = [
    "rules",
    "certificates.claims",
    "certificates.tables",
    "certificates.farkas",
    "certificates.splits",
    "certificates.termination",
    "certificates.invariants",
    "certificates.nontermination",
    "certificates.acceleration",
    "certificates.policies",
    "certificates.networks",
    "certificates.refutation",
    "certificates.blasting",
    "languages.lrat",
    "certificates.sequents",
    "certificates.sequent_drawing",
    "certificates.propositions",
    "certificates.json_values",
    "certificates.json_parts",
    "certificates.json_terms",
    "certificates.invariants_json",
    "certificates.serialisation",
    "certificates.networks_json",
    "certificates.policies_json",
    "certificates.refutation_json",
    "certificates.blasting_json",
    "certificates.sequents_json",
    "certificates.drawing",
    "certificates",
    "checking.claims",
    "checking.tables",
    "checking.termination",
    "checking.invariants",
    "checking.acceleration",
    "checking.policies",
    "checking.networks",
    "checking.refutation",
    "checking.drat",
    "checking.blasting",
    "checking.sequents",
    "checking.propositions",
    "checking.checker",
    "checking",
]
REWRITING = ["rewriting.strategy", "rewriting.moves", "rewriting.play", "rewriting.levels", "rewriting"]
EXHAUSTIVE = [
    "exhaustive.cases",
    "exhaustive.lanes",
    "exhaustive.python_engine",
    "exhaustive.numpy_engine",
    "exhaustive.vector_code",
    "exhaustive.processors",
    "exhaustive.compiled_engine",
    "exhaustive.engines",
    "exhaustive.durations",
    "exhaustive.result",
    "exhaustive.choice",
    "exhaustive.search",
    "exhaustive",
]
TERMINATION = [
    "termination.simplex",
    "termination.farkas",
    "termination.ranking",
    "termination.runs",
    "termination.invariants",
    "termination.equalities",
    "termination.cases",
    "termination.search",
    "termination.classes",
    "termination.barriers",
    "termination.acceleration",
    "termination.lasso",
    "termination.recurrence",
    "termination.inputs",
    "termination.evidence",
    "termination.calls",
    "termination.summaries",
    "termination.judging",
    "termination.reading",
    "termination.guess",
    "termination.prover",
    "termination",
]
POLICIES = [
    "policies.languages",
    "policies.values",
    "policies.search",
    "policies.names",
    "policies.witnesses",
    "policies.questions",
    "policies.public",
    "policies.findings",
    "policies.collection",
    "policies.order",
    "policies",
]
NETWORKS = ["networks.reach", "networks.blocked", "networks.exposed", "networks"]
SAT = [
    "sat.events",
    "sat.rows",
    "sat.davis_putnam",
    "sat.dpll",
    "sat.trail",
    "sat.watched",
    "sat.cdcl",
    "sat.cuts",
    "sat.stepping",
    "sat.walk",
    "sat.trimming",
    "sat.cadical",
    "sat.industrial",
    "sat.solver",
    "sat.transition",
    "sat",
]
SEQUENTS = ["sequents.principia", "sequents.rules", "sequents.search", "sequents.growing", "sequents"]
PROBLEMS = [
    "problems.statement",
    "problems.puzzles",
    "problems.timetable",
    "problems.packages",
    "problems.snapshot",
    "problems.factoring",
    "problems",
]
ENGINES = [EXHAUSTIVE, REWRITING, TERMINATION, POLICIES, NETWORKS, PROBLEMS, SAT, SEQUENTS]
# Above the engines, since they ask them.
PROVING = [
    "proving.packing",
    "proving.enumeration",
    "proving.tables",
    "proving.blasting",
    "proving.propositions",
    "proving.prover",
    "proving",
]
HOARE = [
    "hoare.infer.literals",
    "hoare.infer.points",
    "hoare.infer.candidates",
    "hoare.infer.runs",
    "hoare.infer.walks",
    "hoare.infer.search",
    "hoare.infer.needed",
    "hoare.infer.finding",
    "hoare.infer.proof",
    "hoare.infer.safety",
    "hoare.infer",
    "hoare",
]
HALTING = [
    "halting.turing_machines",
    "halting.loops",
    "halting.loop_search",
    "halting.busy_beaver",
    "halting.bounded",
    "halting.apart",
    "halting.texts",
    "halting.diagonal",
    "halting.own_functions",
    "halting.deciders",
    "halting.table",
    "halting.reductions",
    "halting.cook_levin",
    "halting",
]
EXERCISES = [
    "exercises.base",
    "exercises.calibration",
    "exercises.kinds",
    "exercises.kinds.reading",
    "exercises.predictions.guesses",
    "exercises.predictions.chapter00",
    "exercises.predictions.chapter01",
    "exercises.predictions.chapter02",
    "exercises.predictions.chapter03",
    "exercises.predictions.chapter04",
    "exercises.predictions.chapter06",
    "exercises.predictions.chapter07",
    "exercises.predictions",
    "exercises.progress",
    "exercises.variants",
    "exercises.kinds.words",
    "exercises.kinds.predictions",
    "exercises.kinds.failures",
    "exercises.kinds.claims",
    "exercises.kinds.derivations",
    "exercises.kinds.programs",
    "exercises.kinds.turns",
    "exercises.kinds.rankings",
    "exercises.kinds.invariants",
    "exercises.chapter01.exact",
    "exercises.chapter01.questions",
    "exercises.chapter01",
    "exercises.chapter02.bits",
    "exercises.chapter02.questions",
    "exercises.chapter02",
    "exercises.chapter03.ranking",
    "exercises.chapter03.obligations",
    "exercises.chapter03.own_program",
    "exercises.chapter03.recurrence_sets",
    "exercises.chapter03.farkas",
    "exercises.chapter03.questions",
    "exercises.chapter03",
    "exercises.chapter04.texts",
    "exercises.chapter04.deciders",
    "exercises.chapter04.machines",
    "exercises.chapter04.questions",
    "exercises.chapter04",
    "exercises.kinds.documents",
    "exercises.kinds.decisions",
    "exercises.chapter06.requests",
    "exercises.chapter06.patterns",
    "exercises.chapter06.ranges",
    "exercises.chapter06.repairs",
    "exercises.chapter06.accounts",
    "exercises.chapter06.closing",
    "exercises.chapter06.careless",
    "exercises.chapter06.invariants",
    "exercises.chapter06.hosts",
    "exercises.chapter06.networks",
    "exercises.chapter06.questions",
    "exercises.chapter06",
    "exercises.kinds.clauses",
    "exercises.chapter07.rows",
    "exercises.chapter07.sequents",
    "exercises.chapter07.propagation",
    "exercises.chapter07.learning",
    "exercises.chapter07.proofs",
    "exercises.chapter07.encodings",
    "exercises.chapter07.factoring",
    "exercises.chapter07.packages",
    "exercises.chapter07.pigeons",
    "exercises.chapter07.questions",
    "exercises.chapter07",
    "exercises.solutions.chapter01",
    "exercises.solutions.chapter02",
    "exercises.solutions.chapter03",
    "exercises.solutions.chapter04",
    "exercises.solutions.chapter06",
    "exercises.solutions.chapter07",
    "exercises.solutions",
    "exercises.workbook",
    "exercises.assignments",
    "exercises",
]
SEEN = ["views", ""]  # "" is arlib itself, the table of contents
COMMANDS = [
    "commands",
    "commands.arguments",
    "commands.limit",
    "commands.process",
    "commands.answers",
    "commands.exhaust",
    "commands.prove",
    "commands.tautology",
    "commands.terminates",
    "commands.policy_files",
    "commands.policy_evaluate",
    "commands.policy_questions",
    "commands.policy",
    "commands.network",
    "commands.check_clauses",
    "commands.sat",
    "commands.check_complete",
    "commands.check",
    "commands.plain_yaml",
    "commands.tasks",
    "commands.workers",
    "commands.results",
    "commands.bench_policies",
    "commands.bench_sat",
    "commands.bench_contracts",
    "commands.bench",
    "commands.progress",
    "commands.assignment",
]
TOP = ["reports", *COMMANDS, "tour", "cli", "__main__"]


def modules():
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path):
    """The modules of arlib that a file imports, also inside its functions."""
    known = modules()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [n if n.removeprefix("arlib.") in known else node.module for n in names]
        else:
            assert not isinstance(node, ast.ImportFrom), f"{path.name}: relative import in line {node.lineno}"
            continue
        for name in names:
            if name == "arlib":
                yield ""
            elif name.startswith("arlib."):
                yield name.removeprefix("arlib.")


def floor(module):
    for number, names in enumerate([WORDS, MEANING, EVIDENCE]):
        if module in names:
            return number
    if any(module in engine for engine in ENGINES):
        return 3
    if module in HALTING or module in PROVING or module in HOARE:
        return 4
    if module in EXERCISES:
        return 5
    if module.split(".")[0] in SEEN:
        return 6
    assert module in TOP, f"{module} stands on no floor: give it one in {Path(__file__).name}"
    return 7


def may_import(importer, imported):
    if floor(imported) != floor(importer):
        # The contents page re-exports what lies below; those below never look up at it.
        return floor(imported) < floor(importer)
    for ordered in (WORDS, MEANING, EVIDENCE, *ENGINES, PROVING, HOARE, HALTING, EXERCISES, TOP):
        if importer in ordered:
            return imported in ordered and ordered.index(imported) < ordered.index(importer)
    # Within views, which may use the public names of arlib.
    return imported == "" or (importer != "" and importer.split(".")[0] == imported.split(".")[0])


@pytest.mark.parametrize("module", modules())
def test_imports_go_down(module):
    for imported in imports(modules()[module]):
        assert may_import(module, imported), f"arlib.{module} imports arlib.{imported}"


def test_no_cycles():
    graph = {module: set(imports(path)) - {module} for module, path in modules().items()}
    while graph:
        ready = [module for module, needs in graph.items() if not needs & graph.keys()]
        assert ready, f"these import one another: {sorted(graph)}"
        for module in ready:
            del graph[module]


def test_only_smt_imports_z3():
    for module, path in modules().items():
        if module.split(".")[0] != "smt":
            assert "z3" not in {
                name.split(".")[0]
                for node in ast.walk(ast.parse(path.read_text()))
                for name in (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
            }, f"arlib.{module} imports z3"


def test_the_package_imports_nothing_heavy():
    names = [m for m in modules() if m.split(".")[0] not in ("views", "exercises", "smt", "__main__")]
    code = "import sys\n" + "\n".join(f"import arlib{'.' * bool(m)}{m}" for m in names)
    code += "\nheavy = {'IPython', 'ipywidgets', 'matplotlib', 'z3', 'numpy', 'numba', 'llvmlite', 'tqdm'}"
    code += "\nheavy &= set(sys.modules)"
    code += "\nassert not heavy, heavy"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_who_asks_about_numbers_loads_no_policies_and_networks():
    code = "import sys, arlib.proving, arlib.termination\nprint([m for m in sys.modules if m.startswith('arlib.')])"
    loaded = ast.literal_eval(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
    assert "arlib.checking.termination" in loaded
    assert [m for m in loaded if {"iam", "vpc", "policies", "networks"} & set(m.split("."))] == []


def test_no_file_is_long():
    lengths = {path.name: len(path.read_text().splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
