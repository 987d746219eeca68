"""What chapter 6 asks its readers to foresee."""

from __future__ import annotations

import json
from itertools import combinations, product

from arlib.certificates.policies import Invariant
from arlib.exercises.predictions.guesses import Ask
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.globs import glob, matches
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Context, Request
from arlib.languages.iam.syntax import Policy
from arlib.languages.vpc.reading import read_network
from arlib.networks import can_reach
from arlib.policies import equivalent, no_more_permissive, not_public, who_can
from arlib.policies.languages import no_text
from arlib.verdict import Proved, Refuted

YES_OR_NO = ("yes", "no")
Json = dict[str, object]

ANN, BOB = "AWS:arn:aws:iam::111122223333:user/ann", "AWS:arn:aws:iam::111122223333:user/bob"
CARL, EVE = "AWS:arn:aws:iam::444455556666:user/carl", "arn:aws:iam::111122223333:user/eve"
PHOTOS = "arn:aws:s3:::photos"
TEXTS = (PHOTOS, f"{PHOTOS}/cat.jpg", f"{PHOTOS}/2026/cat.jpg", f"{PHOTOS}-of-staff/ann.jpg", "arn:aws:s3:::my-photos")
OFFICE, VPC = "203.0.113.0/24", "vpc-0a1b2c3d"
LOWER, UPPER = "0.0.0.0/1", "128.0.0.0/1"
CONDITIONS: tuple[Json, ...] = (
    {"IpAddress": {"aws:SourceIp": OFFICE}},
    {"IpAddress": {"aws:SourceIp": LOWER}},
    {"StringEquals": {"aws:SourceVpc": VPC}},
    {"StringEqualsIfExists": {"aws:SourceVpc": VPC}},
    {"StringLike": {"aws:SourceVpc": "vpc-*"}},
)


def policy(*statements: Json, version: bool = True) -> Policy:
    """A policy of these statements, with a line for its version or without."""
    head: Json = {"Version": "2012-10-17"} if version else {}
    return read_policy(json.dumps({**head, "Statement": list(statements)}))


def photos_if(condition: Json) -> Policy:
    """Everybody may read the photos under a condition."""
    allow: Json = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{PHOTOS}/*"}
    return policy({**allow, "Condition": condition})


def _allowed(by: Policy, name: str = "cat.jpg", *, who: str = "anonymous", context: Context | None = None) -> bool:
    return evaluate(by, Request(who, "s3:GetObject", f"{PHOTOS}/{name}", context or {})).outcome == "allow"


def _who_reads() -> str:
    leaky = policy(
        {
            "Effect": "Allow",
            "NotPrincipal": {"AWS": ANN.removeprefix("AWS:")},
            "Action": "s3:GetObject",
            "Resource": f"{PHOTOS}/*",
        }
    )
    others = [_allowed(leaky, who=who) for who in (BOB, CARL, "anonymous")]
    choices = {
        (True, False, False): "the others of Ann's account",
        (True, True, False): "all others who have signed in",
        (True, True, True): "all others, signed in or not",
    }
    return choices[others[0], others[1], others[2]]


def _denied() -> str:
    guarded = policy(
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{PHOTOS}/*"},
        {"Effect": "Deny", "Principal": "*", "Action": "S3:GETOBJECT", "Resource": f"{PHOTOS}/Private/*"},
    )
    denied = [not _allowed(guarded, f"{folder}/diary.txt") for folder in ("Private", "private")]
    return {(True, True): "both", (True, False): "only Private", (False, True): "only private"}.get(
        (denied[0], denied[1]), "neither"
    )


def _home(*, version: bool) -> Policy:
    mine = f"{PHOTOS}/home/${{aws:username}}/*"
    return policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": mine}, version=version)


def _without_version() -> str:
    names = ("home/ann/cat.jpg", "home/${aws:username}/cat.jpg")
    context: Context = {"aws:username": ("ann",)}
    found = [_allowed(_home(version=False), name, who=ANN, context=context) for name in names]
    return {
        (True, False): "her own",
        (False, True): "those of the folder that is called like the variable",
        (True, True): "both",
    }.get((found[0], found[1]), "neither")


def _no_more_permissive() -> str:
    old = policy(
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": f"{PHOTOS}/*"},
        {"Effect": "Deny", "Action": "s3:*", "Resource": f"{PHOTOS}/private/*"},
    )
    new = policy({"Effect": "Allow", "Action": "s3:Get*", "NotResource": f"{PHOTOS}/private/*"})
    return "yes" if isinstance(no_more_permissive(new, old), Proved) else "no"


def _two_together() -> str:
    """Tried on all patterns of at most two of a, b and star: a c in a text is a letter that none of them mentions."""
    patterns = [glob("".join(each)) for size in range(3) for each in product("ab*", repeat=size)]
    texts = ["".join(each) for size in range(5) for each in product("abc", repeat=size)]
    read = {pattern: {text for text in texts if matches(pattern, text)} for pattern in patterns}
    for third in patterns:
        others = [each for each in patterns if not read[third] <= read[each]]
        if any(read[third] <= read[one] | read[two] for one, two in combinations(others, 2)):
            return "yes"
    return "no"


def _halves() -> str:
    halves = photos_if({"IpAddress": {"aws:SourceIp": [LOWER, UPPER]}})
    everything = photos_if({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}})
    free = policy({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{PHOTOS}/*"})
    if isinstance(equivalent(halves, free), Proved):
        return "the same as no condition"
    same = isinstance(equivalent(halves, everything), Proved)
    return "the same as 0.0.0.0/0" if same else "less than 0.0.0.0/0"


def _findings() -> int:
    bucket = policy(
        {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"},
        {"Effect": "Allow", "Principal": {"AWS": EVE}, "Action": "s3:GetObject", "Resource": "*"},
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:SourceVpc": VPC}},
        },
    )
    found = who_can(bucket)
    assert isinstance(found, Proved)
    return len(found.certificate.found)


# ---- A network -----------------------------------------------------------------------------------

EVERYWHERE = "0.0.0.0/0"
SHOP = """{
  "Vpcs": [{"VpcId": "vpc-shop", "CidrBlock": "10.0.0.0/16"}],
  "Subnets": [{"VpcId": "vpc-shop", "SubnetId": "subnet-web", "CidrBlock": "10.0.1.0/24"}],
  "InternetGateways": [{
    "InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-shop", "State": "available"}]
  }],
  "SecurityGroups": [{
    "VpcId": "vpc-shop", "GroupId": "sg-open",
    "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
    "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
  }],
  "NetworkInterfaces": [{
    "VpcId": "vpc-shop", "NetworkInterfaceId": "eni-web", "InterfaceType": "interface",
    "Attachment": {"InstanceId": "i-web"}, "SubnetId": "subnet-web", "Groups": [{"GroupId": "sg-open"}],
    "PrivateIpAddresses": [
      {"PrivateIpAddress": "10.0.1.10", "Primary": true, "Association": {"PublicIp": "198.51.100.7"}}
    ]
  }]
}"""


def _rule(number: int, egress: bool, first: int, last: int) -> Json:
    to = {"CidrBlock": EVERYWHERE, "Protocol": "6", "PortRange": {"From": first, "To": last}}
    return {"RuleNumber": number, "Egress": egress, "RuleAction": "allow", **to}


def shop(*routes: Json, ports: tuple[int, int] = (0, 65535)) -> str:
    """The network of the chapter: a server, with these routes, and with a list that lets these ports through."""
    vpc: Json = {"VpcId": "vpc-shop"}
    local = {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"}
    table = {"RouteTableId": "rtb-web", "Associations": [{"Main": False, "SubnetId": "subnet-web"}]}
    both = [_rule(100, egress, *ports) for egress in (False, True)]
    entries = {"NetworkAclId": "acl-web", "IsDefault": True, "Entries": both}
    ways = {"RouteTables": [{**vpc, **table, "Routes": [local, *routes]}], "NetworkAcls": [{**vpc, **entries}]}
    return json.dumps({**json.loads(SHOP), **ways})


def _reaches(*routes: Json, ports: tuple[int, int] = (0, 65535)) -> str:
    found = can_reach(read_network(shop(*routes, ports=ports)), "internet", "i-web", 443)
    return "yes" if isinstance(found, Refuted) else "no"


TO_GATEWAY: Json = {"DestinationCidrBlock": EVERYWHERE, "GatewayId": "igw-1"}
VPC_KEY: Json = {"aws:SourceVpc": VPC}
PATHS_KEY: Json = {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"}

ASKS = (
    Ask(
        "6.1p",
        "Ann may not read the photos. Who may?",
        ("nobody", "the others of Ann's account", "all others who have signed in", "all others, signed in or not"),
        _who_reads,
        "Who thinks of colleagues completes the sentence: all but Ann, of us. The policy does not say of us.",
    ),
    Ask(
        "6.2p",
        "The Deny says S3:GETOBJECT and Private. Which of the two diaries does it deny?",
        ("both", "only Private", "only private", "neither"),
        _denied,
        "Who says neither looks at the action, where case means nothing. Who says both expects that of files, too.",
    ),
    Ask(
        "6.3p",
        "A request does not come from any VPC, so it has no key aws:SourceVpc. Is it allowed?",
        YES_OR_NO,
        lambda: "yes" if _allowed(photos_if({"StringNotEquals": VPC_KEY})) else "no",
        "Who says no reads the condition as: it comes from another VPC. It says: it does not come from this one.",
    ),
    Ask(
        "6.4p",
        "An anonymous request has no key aws:PrincipalOrgPaths. Is it allowed?",
        YES_OR_NO,
        lambda: (
            "yes" if _allowed(photos_if({"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-1/"}})) else "no"
        ),
        "Who says no asks for a value that is right. All values are right when there are none.",
    ),
    Ask(
        "6.5p",
        "The line with the Version is deleted. Whose photos may Ann read?",
        ("her own", "those of the folder that is called like the variable", "both", "neither"),
        _without_version,
        "Who says her own takes the Version for a remark. It chooses the language in which the rest is read.",
    ),
    Ask(
        "6.6p",
        "How many of the five texts does the pattern match?",
        (),
        lambda: sum(matches(glob(f"{PHOTOS}*"), text) for text in TEXTS),
        "Who counts fewer stops the star at a slash, or at the end of the bucket's name. It stops nowhere.",
    ),
    Ask(
        "6.7p",
        "Is the new policy no more permissive than the old one?",
        YES_OR_NO,
        _no_more_permissive,
        "Who says yes thinks of the photos, which both were written for. There are other buckets.",
    ),
    Ask(
        "6.8p",
        "Without question marks: can two patterns together cover a third one that neither of them covers?",
        YES_OR_NO,
        _two_together,
        "Who says yes thinks of one pattern for each first letter. However many there are, some letter has none.",
    ),
    Ask(
        "6.9p",
        "Do a and a?* together cover a*?",
        YES_OR_NO,
        lambda: "yes" if isinstance(no_text([(glob("a*"),)], [(glob("a"), glob("a?*"))]), Invariant) else "no",
        "Who says no applies the theorem. It is about patterns without question marks.",
    ),
    Ask(
        "6.10p",
        "What do the two halves together let in?",
        ("less than 0.0.0.0/0", "the same as 0.0.0.0/0", "the same as no condition"),
        _halves,
        "An address begins with the bit 0 or with the bit 1. No condition lets in IPv6 as well.",
    ),
    Ask(
        "6.11p",
        "How many of the five policies are public?",
        (),
        lambda: sum(isinstance(not_public(photos_if(each)), Refuted) for each in CONDITIONS),
        "All five say that everybody may read, and each has a condition. What counts is whether it fixes a value.",
    ),
    Ask(
        "6.12p",
        "How many findings will there be?",
        (),
        _findings,
        "Who counts statements counts too many. Eve is one of the account.",
    ),
    Ask(
        "6.13p",
        "Everything is open. Can the internet reach the server?",
        YES_OR_NO,
        _reaches,
        "Who says yes follows the first packet. It arrives, but to reach something is to get an answer.",
    ),
    Ask(
        "6.14p",
        "Is there any client on the internet that gets an answer?",
        YES_OR_NO,
        lambda: _reaches(TO_GATEWAY, ports=(443, 443)),
        "Who says no thinks of usual clients, and of those it is right. The question was whether there is any.",
    ),
)
