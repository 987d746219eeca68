"""Random policies and requests: what the package decides against the second evaluator of the tests.

python benchmarks/fuzz_policies.py --pairs 50000
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from languages.iam.account_oracle import decide_account  # noqa: E402
from languages.iam.oracle import decide  # noqa: E402
from policy_maker import Maker, listed, policies_of  # noqa: E402

from arlib.languages.iam.account import decide as decide_together  # noqa: E402
from arlib.languages.iam.account_reading import read_policies  # noqa: E402
from arlib.languages.iam.evaluation import evaluate  # noqa: E402
from arlib.languages.iam.reading import read_policy  # noqa: E402
from arlib.languages.iam.requests import read_request  # noqa: E402
from arlib.verdict import Unsupported  # noqa: E402


def one_pair(seed: int) -> tuple[str, str, dict[str, object], dict[str, object]]:
    """What the package and the second evaluator say of a policy and a request, each ``open`` if it does not know."""
    maker = Maker(seed)
    if seed % 4 == 0:
        given = maker.account()
        statements = [each for policy in policies_of(given) for each in listed(policy["Statement"])]
        request = maker.request(statements or [maker.statement(False, True)])  # type: ignore[arg-type]
        if not re.match("AWS:arn:aws:sts:", str(request["principal"])):
            given.pop("session", None)
    else:
        given = maker.policy(maker.often(0.6))
        request = maker.request(listed(given["Statement"]))  # type: ignore[arg-type]
    text, asked = json.dumps(given), read_request(json.dumps(request))
    try:
        if "owner" in given:
            ours = decide_together(read_policies(text), asked).outcome
        else:
            ours = evaluate(read_policy(text), asked).outcome
    except Unsupported as error:
        ours = f"open: {error.reason}" if error.source == "" else f"refused: {error}"
    theirs = (decide_account if "owner" in given else decide)(given, request) or "open"
    return ours, theirs, given, request


def main() -> int:
    """Compare so many pairs, count, and show each contradiction; the exit status is 1 if there is one."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=50_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=3, help="how many pairs of each kind to print")
    chosen = options.parse_args()
    begun, counts, shown = time.perf_counter(), Counter[tuple[str, str]](), Counter[str]()
    for seed in range(chosen.seed, chosen.seed + chosen.pairs):
        ours, theirs, given, request = one_pair(seed)
        kind = ours.partition(":")[0], theirs
        counts[kind] += 1
        if kind[0] != kind[1] and (wrong := "open" not in kind or kind[0] == "refused") | (shown["open"] < chosen.show):
            name = "wrong" if wrong else "open"
            shown[name] += 1
            if shown[name] <= chosen.show:
                print(f"seed {seed}: {ours} here, {theirs} there\n{json.dumps(given)}\n{json.dumps(request)}\n")
    for kind, count in sorted(counts.items()):
        print(f"{count:8,}  {kind[0]} here, {kind[1]} there")
    print(f"{sum(counts.values()):,} pairs in {time.perf_counter() - begun:.0f} s, {shown['wrong']} contradictions")
    return 1 if shown["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
