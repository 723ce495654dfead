"""Who may mark, and how do parties, periods and voters come together?"""

from tests.rating.random_rules.rules import Feature, Rules

MISSING = ("counts 0", "left out", "not rated")


def shown_party(rules: Rules) -> None:
    rules.values["parties"] = {"superior": "counts", "self": "shown"}


def shown_party_read(rules: Rules) -> None:
    shown_party(rules)
    rules.values["levels"][0]["三星"]["superior - self"] = "at most 3"


def mixed_totals(rules: Rules) -> None:
    rules.values["parties"] = {"self": "10%", "superior": "90%"}
    rules.values["mix"] = {"at": "total", "missing": {"self": rules.one(MISSING)}, "round": rules.rounding()}


def mixed_criteria(rules: Rules) -> None:
    rules.values["parties"] = {"routine": "40%", "year-end": "60%"}
    rules.values["mix"] = {"at": "criteria", "missing": {"routine": rules.one(MISSING)}, "round": rules.rounding()}


def number_party(rules: Rules) -> None:
    rules.values["parties"] = {"routine": {"share": "40%", "marks": "total"}, "superior": "60%"}
    rules.values["mix"] = {"missing": {"routine": rules.one(MISSING)}, "round": rules.rounding()}


def ballot_party(rules: Rules) -> None:
    rules.values["parties"] = {"self": "10%", "ballot": "20%", "superior": "70%"}
    rules.values["mix"] = {"missing": {"ballot": rules.one(MISSING)}, "round": rules.rounding()}
    rules.values["ballot"] = {"quorum": "at least 50% of members"}
    rules.values["order"] = ["total", "superior", "ballot"]


def votes(rules: Rules) -> None:
    options = {"good": 10, "fair": {"title": "一般", "points": 6}, "poor": 0}
    rules.values["ballot"] = {"options": options, "round": rules.rounding(), "missing": rules.one(MISSING)}
    if rules.maybe():
        rules.values["ballot"]["abstain"] = "aside"
    if rules.maybe():
        rules.values["ballot"]["layers"] = {"members": "60%", "public": "40%"}
    if rules.maybe():
        rules.values["ballot"]["quorum"] = rules.one(("at least 50% of members", "at least 3"))
        rules.values["levels"][0]["三星"]["ballot.quorum"] = "yes"
    rules.values["levels"][0]["三星"]["ballot"] = "at least 5"
    rules.values["levels"][1]["二星"]["ballot.good + ballot.fair"] = "at least 60% of ballot.count"


def votes_as_party(rules: Rules) -> None:
    votes(rules)
    rules.values["parties"] = {"superior": "80%", "ballot": "20%"}
    rules.values["mix"] = {"missing": {"ballot": rules.values["ballot"]["missing"]}, "round": rules.rounding()}


TAKES = (
    "mean",
    "median",
    "sum",
    "mean without the highest and lowest",
    "sum without the highest and lowest",
    "mean without the lowest",
    "mean without the highest",
    "sum without the lowest",
    "sum without the highest",
    "best 2",
    "sum of best 2",
)


def panel(rules: Rules) -> None:
    take = rules.one(TAKES)
    rules.values["parties"] = {"judge": "counts"}
    rules.values["panels"] = {"judge": {"markers": rules.one((3, 4)), "take": take, "round": rules.rounding()}}
    if take.endswith("and lowest") and rules.maybe():
        rules.values["panels"]["judge"]["drop"] = 1
    if rules.maybe():
        rules.values["panels"]["judge"]["at-least"] = 3


def panel_of_five(rules: Rules) -> None:
    """Two highest and two lowest marks go, or the marks are mixed without rounding: thirds and fifths stay exact."""
    take = rules.one(("mean without the highest and lowest", "sum without the highest", "mean", "best 3", "median"))
    panel = {"markers": 5, "take": take}
    if "without" in take:
        panel["drop"] = 2
    if rules.maybe(0.3):
        panel["at-least"] = rules.one((1, 4)) if "without" not in take else 5
    rules.values["parties"] = {"judge": "counts"}
    rules.values["panels"] = {"judge": panel}
    rules.values.setdefault("total", {}).setdefault("round", rules.rounding())


def panel_mixed(rules: Rules) -> None:
    """A panel's marks are mixed with another party's criterion by criterion."""
    rules.values["parties"] = {"superior": "50%", "expert": "50%"}
    rules.values["panels"] = {"expert": {"markers": 3, "take": rules.one(TAKES), "round": rules.rounding()}}
    missing = {"expert": rules.one(MISSING)} if rules.maybe() else {}
    rules.values["mix"] = {"at": "criteria", "missing": missing, "round": rules.rounding()}


def panel_of_experts(rules: Rules) -> None:
    rules.values["parties"] = {"superior": "50%", "expert": "50%"}
    rules.values["panels"] = {"expert": {"markers": 3, "take": "mean", "round": 2}}
    rules.values["mix"] = {"round": rules.rounding()}


def marked_by(rules: Rules) -> None:
    rules.values["parties"] = {"self": "25%", "superior": "75%"}
    rules.values["mix"] = {"round": rules.rounding()}
    rules.add_criterion({"points": 5, "marked-by": rules.one(("self", "superior"))})


def three_parties(rules: Rules) -> None:
    """Three that count and one that is shown, of whom any may be missing; what they count is read by name."""
    shares = {"self": "10%", "peers": rules.one(("30%", "1/3")), "superior": "60%"}
    shares["superior"] = "60%" if shares["peers"] == "30%" else "17/30"
    rules.values["parties"] = shares | {"audit": "shown"}
    missing = {party: rules.one(MISSING) for party in shares if rules.maybe()}
    at = rules.one(("total", "criteria"))
    rules.values["mix"] = {"at": at, "missing": missing, "round": rules.rounding()}
    read = rules.one(("self", "superior - audit", "audit.A", "peers.A1 + peers.B", "superior.B1"))
    rules.add_to_level(1, {read: rules.one(("at most 4", "at least 3", "blank", "given"))})


def ballot_given(rules: Rules) -> None:
    """The votes' mean is given, and a criterion reads it."""
    rules.values["ballot"] = {"missing": rules.one(MISSING), "quorum": "at least 3"} | (
        {"round": rules.rounding()} if rules.maybe() else {}
    )
    rules.add_criterion({"reads": "ballot", "points": 10, "times": "10%", "blank": rules.one(("zero", "left out"))})
    rules.add_to_level(0, {"ballot.quorum": "yes"})


MIXES: tuple[Feature, ...] = (
    shown_party,
    shown_party_read,
    mixed_totals,
    mixed_criteria,
    number_party,
    ballot_party,
    votes,
    votes_as_party,
    marked_by,
    three_parties,
    ballot_given,
)
PANELS: tuple[Feature, ...] = (panel, panel_of_five, panel_mixed, panel_of_experts)
