"""Which policy an argument names: a document, or one of a template or a plan."""

from __future__ import annotations

from arlib.commands.arguments import text_of
from arlib.languages.iam.syntax import Policy
from arlib.languages.iam.templates import Named, Refused, policies_in
from arlib.verdict import Unsupported


def policy_in(argument: str) -> Policy:
    """The policy that FILE or FILE::NAME names. Raises ``Unsupported`` with the file, and ValueError as below."""
    path, _, name = argument.partition("::")
    text = text_of(path)
    try:
        return policy_of(text, path, name)
    except Unsupported as error:
        raise Unsupported(f"{path}: {error}") from None


def policy_of(text: str, path: str, name: str) -> Policy:
    """The policy of a text: a document, or one of a template or a plan, named by its resource. Raises ``Unsupported``.

    Raises ValueError, too, if there are several and the name is missing.
    """
    found = policies_in(text)
    named = [each for each in found if not name or name in (each.name, f"{each.name}: {each.where}")]
    match named:
        case [Named(policy=policy)]:
            return policy
        case [Refused() as refused]:
            raise Unsupported(str(refused))
        case []:
            raise Unsupported(f"there is no policy {name}".rstrip())
        case _:
            names = ", ".join(f'"{each.name}: {each.where}"' for each in named)
            raise ValueError(f"which policy of {path}? Add :: and one of {names}")
