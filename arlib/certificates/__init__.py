"""What each kind of evidence is, and the obligations that it must meet."""

from arlib.certificates.claims import Counterexample, Derivation, Enumeration, Shard, Solved, Step
from arlib.certificates.tables import Residues, TruthTable

__all__ = ["Counterexample", "Derivation", "Enumeration", "Residues", "Shard", "Solved", "Step", "TruthTable"]
