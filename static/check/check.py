#!/usr/bin/env python3
"""Is a sealed file whole, and do its results follow from its own rules and marks? Needs Python alone, and no network.

    python3 check.py FILE.seal [DIGEST] [--en]

DIGEST is the value that is printed on the naming document and on every certificate. The file carries the rules, all
marks, vetoes and decisions, and the results; every branch is rated anew here with plain fractions, and compared.

Ends with 0: the same throughout; 1: something differs, told line by line; 2: the file cannot be read; 3: a rule is not
known here, so that not everything could be recomputed.
"""

import hashlib
import json
import sys
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from pathlib import Path

FORMAT = "starbranch-seal 1"
PARTS = ("rulebook", "inputs", "decisions", "results")
SCOPES = ("campaign", "zone", "unit", "type")
NONE, ONE = Fraction(0), Fraction(1)
KNOWN = {
    "All": "parts",
    "AnyOf": "parts",
    "Award": "code criterion points",
    "Awards": "awards best",
    "Ballot": "layers missing options quorum quorum_number quorum_of rounding",
    "BallotOption": "code points",
    "Band": "line points relation",
    "Bands": "bands out_of reads",
    "Best": "drawn full of smallest_first within",
    "Choice": "points",
    "Comparison": "expression number relation share_of words",
    "Criterion": "blank code kind maximum minimum not_types party score section step types",
    "Each": "each per units",
    "Expression": "terms",
    "Factor": "cases figure number",
    "Fine": "above below code condition criterion each most once per reads units",
    "Fines": "fines full",
    "Grant": "condition level past_ladder",
    "Input": "criterion key kind maximum minimum party step words",
    "Ladder": "down exception no_record up",
    "Level": "condition lit name named rated stars",
    "Line": "out_of points reads",
    "Marked": "worth",
    "Mix": "at figures missing rounding shares",
    "NoneOf": "parts",
    "OrderKey": "expression smallest_first",
    "Panel": "drop least markers party rounding take",
    "Pick": "kind of",
    "Place": "drawn of smallest_first table within",
    "PlacePoints": "first last points",
    "Quota": "base by condition falls_to kind least levels number rounding seats share ties within",
    "Reading": "reads",
    "Rounding": "how places step",
    "Rulebook": "ballot count_once criteria decimals figures grades grants inputs ladder levels main_party mix order "
    "panels parties programmes quotas scores sections size_bands slug stars tie_break total unrated "
    "vetoes",
    "Score": "blank code condition criteria least mechanism most not_types party role rounding section times "
    "times_cases times_figure types weight",
    "Section": "base below_zero best cap code condition criteria is_against is_bonus maximum median not_types "
    "rounding scale_to scores times types weights with_bonus",
    "Share": "full full_at of out_of",
    "SomeOf": "least parts",
    "Star": "code condition each kind line medals nth of once required section",
    "Term": "figure number pick sign",
    "Total": "below_zero cap cases of rounding times weights",
    "Unrated": "condition name",
    "Veto": "code condition effect level look_back star",
    "Word": "condition name",
}
WORDS = {
    "unreadable": ("读不出来：{0}", "cannot be read: {0}"),
    "form": ("文件不是规范写法，或被改动过", "the file is not in its canonical form, or was altered"),
    "whole": ("整份摘要不符：文件为 {0}，应为 {1}", "the digest of the file is {0}, and should be {1}"),
    "part": ("“{0}”的摘要不符：算得 {1}，文件所载 {2}", "the digest of “{0}” is {1}; the file states {2}"),
    "differs": ("{0}，{1}：文件所载 {2}，算得 {3}", "{0}, {1}: the file states {2}, computed {3}"),
    "missing": ("{0} 在结果里没有，或不止一次", "{0} is not among the results, or more than once"),
    "unknown": ("这里不认识的规则，没有全部重算：{0}", "a rule that is not known here; not all was recomputed: {0}"),
    "same": ("一字不差：{0} 个支部的星级、名次和四份摘要都与重算相同", "the same: all {0} branches and four digests"),
    "digest": ("整份摘要 {0}", "digest of the file {0}"),
    "not same": ("不一致，共 {0} 处", "not the same: {0} differences"),
}


class Unknown(Exception):
    """A rule that this program does not know; holds its name."""


class Thing:
    """One part of the rules; `kind` is what it is."""

    def __init__(self, kind, fields):
        self.kind_of = kind
        self.__dict__.update(fields)


def main(arguments):
    """Check the file that is named, tell what was found, give the exit code."""
    words = [each for each in arguments if each != "--en"]
    say = Speaker(1 if "--en" in arguments else 0)
    if len(words) not in (1, 2):
        print(__doc__)
        return 2
    try:
        content = Path(words[0]).read_bytes()
        seal = json.loads(content)
        if seal["format"] != FORMAT:
            raise ValueError(seal["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        say("unreadable", error)
        return 2
    return check(content, seal, words[1] if len(words) == 2 else "", say)


class Speaker:
    """Tells one thing a line, and counts what differs."""

    def __init__(self, language):
        self.language, self.differences = language, 0

    def __call__(self, key, *values):
        print(WORDS[key][self.language].format(*values))

    def differs(self, key, *values):
        self.differences += 1
        self(key, *values)


def check(content, seal, wanted, say):
    """Digests first, then everybody's results."""
    digest = hashlib.sha256(content).hexdigest()
    say("digest", digest)
    if wanted and wanted.lower() != digest:
        say.differs("whole", digest, wanted)
    if layout(seal).encode() != content:
        say.differs("form")
    for name in PARTS:
        found = hashlib.sha256(compact(seal[name]).encode()).hexdigest()
        if found != seal["digests"].get(name):
            say.differs("part", name, found, seal["digests"].get(name))
    try:
        compare(seal, say)
    except Unknown as unknown:
        say("unknown", unknown)
        return 1 if say.differences else 3
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError) as error:
        say("unreadable", repr(error))
        return 1 if say.differences else 2
    if say.differences:
        say("not same", say.differences)
        return 1
    say("same", len(seal["results"]))
    return 0


def compact(value):
    """The one way to write a value: keys in order, nothing between, no floating point."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def layout(seal):
    """The whole file: one line a part."""
    lines = [f"{compact(key)}:{compact(seal[key])}" for key in sorted(seal)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def compare(seal, say):
    """Rate everybody anew, and tell each figure that is not as the file states it."""
    rules = shaped(seal["rulebook"]["rules"])
    stated = {}
    for row in seal["results"]:
        stated.setdefault(row["id"], []).append(row)
    for branch, row in rated(rules, seal["inputs"]):
        name = f"{branch.unit_name} {branch.name}"
        if len(stated.get(branch.id, ())) != 1:
            say.differs("missing", name)
            continue
        [theirs] = stated.pop(branch.id)
        for what in sorted(row.keys() | theirs.keys()):
            if row.get(what) != theirs.get(what):
                say.differs("differs", name, what, compact(theirs.get(what)), compact(row.get(what)))
    for left in stated:
        say.differs("missing", left)


def shaped(value):
    """The rules as they are read here; refuses what is not known."""
    if isinstance(value, list):
        return tuple(shaped(each) for each in value)
    if not isinstance(value, dict):
        return value
    kind = value["is"]
    if kind == "Fraction":
        return Fraction(value["n"], value["d"])
    if kind == "Map":
        return {key: shaped(each) for key, each in value["of"]}
    if kind not in KNOWN:
        raise Unknown(kind)
    for field in value:
        if field != "is" and field not in KNOWN[kind].split():
            raise Unknown(f"{kind}.{field}")
    return Thing(kind, {field: shaped(each) for field, each in value.items() if field != "is"})


# What is known of one branch: its inputs, and figures by name.


class Branch:
    """One branch while it is rated."""

    def __init__(self, rules, inputs, row):
        self.rules, self.id, self.name = rules, row["id"], row["name"]
        self.unit, self.zone, self.type = row["unit"], row["zone"], row["type"]
        self.unit_name = inputs["units"].get(str(row["unit"]), "")
        self.zone_name = inputs["zones"].get(str(row["zone"]), "")
        self.vetoes, self.decided = row["vetoes"], row["decided"]
        keys = [each.key for each in rules.inputs]
        if keys != inputs["columns"]:
            raise Unknown("inputs.columns")
        marks = [None if mark is None else Fraction(mark, 100) for mark in row["marks"]]
        self.inputs = dict(zip(keys, marks, strict=True))
        self.figures, self.sheet, self.marked, self.passed, self.lit = {}, {}, {}, {}, {}
        self.standing, self.level, self.unrated = [], 0, None
        self.read()

    def read(self):
        """Everything that is given, by the names that rules use."""
        self.figures.update({"type": self.type, "unit": self.unit_name, "zone": self.zone_name})
        for each in self.rules.inputs:
            given = self.inputs[each.key]
            if each.kind in ("level", "word"):
                name = "last-level" if each.kind == "level" else each.key
                self.figures[name] = None if given is None else each.words[int(given) - 1]
            elif each.kind in ("members", "number", "yes-or-no"):
                self.figures[each.key] = given
        if "fact.years-in-level" in self.figures:
            self.figures["years-in-level"] = self.figures["fact.years-in-level"]

    def group(self, scope):
        """What it is compared with: everybody, or those of one zone, unit, type or size."""
        if scope == "campaign":
            return ""
        if scope == "size":
            members = self.figures["members"]
            return None if members is None else sum(members >= line for line in self.rules.size_bands)
        if scope not in SCOPES:
            raise Unknown(scope)
        return getattr(self, scope)

    def value(self, name):
        """A figure by its name, those of the sheet in hand first, the rules' own included; None where it is blank."""
        if name in self.sheet:
            return self.sheet[name]
        if name in self.rules.figures and name not in self.figures:
            return self.sum(self.rules.figures[name])
        if name not in self.figures:
            raise Unknown(name)
        return self.figures[name]

    def sum(self, expression):
        """The sum of an expression; None where one part is blank."""
        total = NONE
        for term in expression.terms:
            if term.pick is not None:
                value = picked(term.pick.kind, [self.sum(each) for each in term.pick.of])
            else:
                value = self.value(term.figure) if term.figure else term.number
            if value is None:
                return None
            total += term.sign * value
        return total

    def holds(self, asked):
        """Whether a condition holds."""
        kind = asked.kind_of
        if kind == "Comparison":
            return self.compares(asked)
        count = sum(self.holds(part) for part in asked.parts)
        least = {"All": len(asked.parts), "AnyOf": 1, "NoneOf": 0, "SomeOf": getattr(asked, "least", 0)}[kind]
        return not count if kind == "NoneOf" else count >= least

    def compares(self, asked):
        """One comparison; what is blank fails every one but `blank`."""
        name, relation = asked.expression.terms[0].figure, asked.relation
        if relation in ("yes", "no"):
            is_pass = any(each.code == name and each.kind == "pass" for each in self.rules.criteria)
            is_yes = self.passed.get(name, False) if is_pass else bool(self.value(name))
            return is_yes == (relation == "yes")
        if relation in ("blank", "given") and name in self.marked and len(asked.expression.terms) == 1:
            return self.marked[name] == (relation == "given")
        if asked.words:
            return self.compares_words(self.value(name), asked)
        value = self.value(name) if len(asked.expression.terms) == 1 and name else self.sum(asked.expression)
        if relation in ("blank", "given"):
            return (value is None) == (relation == "blank")
        whole = ONE if asked.share_of is None else self.sum(asked.share_of)
        if value is None or whole is None:
            return False
        return against(value, relation, (asked.number or NONE) * whole)

    def compares_words(self, value, asked):
        """A word among words, or a level against a level."""
        if asked.relation in ("at least", "at most"):
            if value is None:
                return False
            names = names_of(self.rules)
            here, there = names.index(value), names.index(asked.words[0])
            return here <= there if asked.relation == "at least" else here >= there
        if value is None:
            return asked.relation == "one of" and "" in asked.words
        return (value in asked.words) == (asked.relation == "one of")


def names_of(rules):
    """The levels, best first."""
    return [level.name for level in rules.levels]


def against(value, relation, line):
    """A number against a line."""
    if relation == "at least":
        return value >= line
    if relation == "above":
        return value > line
    if relation == "at most":
        return value <= line
    if relation == "below":
        return value < line
    if relation == "exactly":
        return value == line
    raise Unknown(relation)


def picked(kind, several):
    """The highest or lowest of the numbers given; their average where all of them are."""
    given = [each for each in several if each is not None]
    if kind == "average":
        return sum(given, NONE) / len(given) if len(given) == len(several) else None
    return (max if kind == "highest" else min)(given, default=None)


def rounded(number, rounding):
    """With so many decimals, or in whole steps; halves as the rules say (half up: away from zero)."""
    if rounding is None:
        return number
    unit = Fraction(1, 10**rounding.places) if rounding.step is None else rounding.step
    below, above = floor(number / unit) * unit, ceil(number / unit) * unit
    if rounding.how == "down" or rounding.how == "up":
        return below if rounding.how == "down" else above
    if number - below != above - number:
        return below if number - below < above - number else above
    if rounding.how == "half up":
        return above if number >= 0 else below
    if rounding.how == "half even":
        return below if (below / unit) % 2 == 0 else above
    raise Unknown(rounding.how)


def in_units(amount, per, units):
    """How many `per` are in the amount: only full ones, begun ones too, or in proportion."""
    whole = {"full": floor, "begun": ceil, "exact": Fraction}
    if units not in whole:
        raise Unknown(units)
    return Fraction(whole[units](amount / per))


def median(marks):
    """The middle one, or halfway between the two in the middle."""
    line, middle = sorted(marks), len(marks) // 2
    return line[middle] if len(line) % 2 else (line[middle - 1] + line[middle]) / 2


# What a criterion counts.


class Counted:
    """Points of one criterion; left_out: it is not asked at all; marked: it was not blank."""

    def __init__(self, points, passed, left_out=False, marked=True):
        self.points, self.passed, self.left_out, self.marked = points, passed, left_out, marked


def marks_of(branch, party, code):
    """What a party, or each marker of its panel, wrote on a criterion."""
    panel = branch.rules.panels.get(party)
    if panel:
        keys = [f"{party}{number}.{code}" for number in range(1, panel.markers + 1)]
    else:
        keys = [code if party == branch.rules.main_party else f"{party}.{code}"]
    return [branch.inputs[key] for key in keys if key in branch.inputs]


def mark_of(branch, party, code):
    """The one mark of a party; a choice stands for its points."""
    given = [mark for mark in marks_of(branch, party, code) if mark is not None]
    for score in branch.rules.scores:
        if score.code == code and score.mechanism.kind_of == "Choice":
            given = [score.mechanism.points[int(choice) - 1] for choice in given]
    panel = branch.rules.panels.get(party)
    return mark_of_panel(panel, given) if panel else given[0] if given else None


def mark_of_panel(panel, given):
    """The highest and lowest go as the panel says; too few are no mark."""
    kept, take = sorted(given), panel.take
    if take.startswith("trimmed") or take.endswith("without lowest"):
        kept = kept[panel.drop :]
    if take.startswith("trimmed") or take.endswith("without highest"):
        kept = kept[: max(0, len(kept) - panel.drop)]
    if take.endswith("best"):
        kept = kept[-panel.drop :]
    if len(given) < panel.least or not kept:
        return None
    found = median(kept) if take == "median" else sum(kept, NONE) / (1 if "sum" in take else len(kept))
    return rounded(found, panel.rounding)


def is_asked(branch, part):
    """Whether a criterion or section is asked of this branch."""
    if branch.type in part.not_types or (part.types and branch.type not in part.types):
        return False
    return part.condition is None or branch.holds(part.condition)


def count(branch, score, party):
    """One criterion by one party: mechanism, factor, bounds, rounding; or what a blank means."""
    marks = {code: mark_of(branch, score.party or party, code) for code in score.criteria}
    for code, mark in marks.items():
        if code != score.code:
            branch.figures[f"{party}.{code}"] = mark
    points = mechanism_points(branch, score, marks)
    factor = branch.value(score.times_figure) if score.times_figure else ONE
    if points is None or factor is None:
        return blank(branch, score)
    case = next((by for condition, by in score.times_cases if branch.holds(condition)), ONE)
    points = max(score.least, min(score.most, points * factor * score.times * case))
    points = rounded(points, score.rounding)
    if is_pass(branch, score):
        return Counted(points, (marks[score.code] or 0) >= 1)
    return Counted(points, points >= score.most if score.role == "base" else True)


def is_pass(branch, score):
    return any(each.code == score.code and each.kind == "pass" for each in branch.rules.criteria)


def blank(branch, score):
    """What a criterion without a mark means."""
    if score.blank == "full":
        return Counted(score.most, True, marked=False)
    if score.blank == "left out":
        return Counted(NONE, True, left_out=True, marked=False)
    return Counted(NONE, score.role != "base", marked=False)


def mechanism_points(branch, score, marks):
    """The mechanism's own points; None where nothing is given to count."""
    how, typed = score.mechanism, marks.get(score.code)
    kind = how.kind_of
    if kind in ("Bands", "Line"):
        found = part_of(branch, branch.sum(how.reads) if how.reads else typed, how.out_of)
        return (
            (bands(found, how.bands) if kind == "Bands" else on_line(found, how.points)) if found is not None else None
        )
    if kind == "Share":
        of, out_of = branch.sum(how.of), branch.sum(how.out_of)
        return None if of is None or not out_of else how.full * max(NONE, min(ONE, of / (out_of * how.full_at)))
    if kind == "Reading":
        return branch.sum(how.reads)
    if kind in ("Fines", "Awards"):
        return fines(branch, how, marks) if kind == "Fines" else awards(how, marks)
    if kind in ("Place", "Best"):
        return drawn_points(branch.inputs[how.drawn], how)
    if typed is None or kind == "Choice":
        return typed
    return typed * how.worth if kind == "Marked" else in_units(typed, how.per, how.units) * how.each


def fines(branch, how, marks):
    """Full marks less every fine, never below zero."""
    found = [branch.sum(fine.reads) if fine.reads else marks[fine.criterion] for fine in how.fines]
    if all(each is None for each in found):
        return None
    taken = [fine_points(branch, fine, each) for fine, each in zip(how.fines, found, strict=True)]
    return max(NONE, how.full - sum(taken, NONE))


def fine_points(branch, fine, found):
    """What one fine takes: once, for each, or for the shortfall or excess."""
    if found is None or (fine.condition is not None and not branch.holds(fine.condition)):
        return NONE
    if fine.once:
        return fine.each if found else NONE
    if fine.below is not None:
        found = max(NONE, fine.below - found)
    if fine.above is not None:
        found = max(NONE, found - fine.above)
    taken = in_units(found, fine.per, fine.units) * fine.each
    return taken if fine.most is None else min(taken, fine.most)


def awards(how, marks):
    """The best few of all awards won, each as often as it was won."""
    if all(mark is None for mark in marks.values()):
        return None
    points, left = NONE, how.best
    for award in sorted(how.awards, key=lambda award: award.points, reverse=True):
        won = marks[award.criterion] or NONE
        taken = won if left is None else min(won, left)
        points += award.points * taken
        left = None if left is None else left - taken
    return points


def part_of(branch, found, out_of):
    """The figure, or what part it is of another; of nobody it is no part."""
    if out_of is None:
        return found
    whole = branch.sum(out_of)
    return found / whole if found is not None and whole else None


def bands(found, table):
    """The points of the first band that holds."""
    holding = (each for each in table if each.relation == "otherwise" or against(found, each.relation, each.line))
    return next((band.points for band in holding), NONE)


def on_line(found, points):
    """What stands above the figure on the lines between the points; beyond them, what stands above the last."""
    if found <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if found <= right:
            return low + (found - left) / (right - left) * (high - low)
    return points[-1][1]


def drawn_points(drawn, how):
    """Points for a place, or in proportion to the best."""
    if drawn is None or how.kind_of == "Best":
        return drawn if drawn is None else how.full * drawn
    fits = (each for each in how.table if each.first <= drawn and (each.last is None or drawn <= each.last))
    return next((each.points for each in fits), NONE)


def draw(branches):
    """Places and parts of the best, from everybody's rows: never taken from the file."""
    for score in branches[0].rules.scores if branches else ():
        how, groups = score.mechanism, {}
        if how.kind_of not in ("Place", "Best"):
            continue
        for branch in branches:
            branch.inputs[how.drawn] = None
            if not is_had(branch, score):
                continue
            party = score.party or branch.rules.main_party
            found = branch.sum(how.of) if how.of is not None else mark_of(branch, party, score.code)
            if found is not None:
                groups.setdefault(branch.group(how.within), []).append((branch, found))
        for members in groups.values():
            draw_group(members, how)


def draw_group(members, how):
    """One group: the place of each figure, or what part of the best it is."""
    figures = sorted((found for _branch, found in members), reverse=not how.smallest_first)
    first = {}
    for place, found in enumerate(figures, start=1):
        first.setdefault(found, place)
    best = figures[0]
    for branch, found in members:
        if how.kind_of == "Place":
            branch.inputs[how.drawn] = Fraction(first[found])
        elif how.smallest_first:
            branch.inputs[how.drawn] = best / found if found else ONE
        else:
            branch.inputs[how.drawn] = found / best if best else NONE


# Votes, sections, parties, total.


def count_ballots(branch):
    """Votes to points, and whether enough were cast."""
    ballot = branch.rules.ballot
    if ballot is None:
        return
    if ballot.options:
        points, cast = count_votes(branch, ballot)
    else:
        points, cast = branch.inputs.get("ballot.mean"), branch.inputs.get("ballot.count") or NONE
    if points is None and ballot.missing == "not rated":
        branch.unrated = ""
    points = None if points is None else rounded(points, ballot.rounding)
    enough = True
    if ballot.quorum_number is not None:
        enough = cast >= ballot.quorum_number
    elif ballot.quorum is not None:
        whole = branch.sum(ballot.quorum_of) if ballot.quorum_of else None
        enough = whole is not None and cast >= ballot.quorum * whole
    found = {"ballot": points, "ballot.mean": points, "ballot.count": cast, "ballot.quorum": Fraction(enough)}
    branch.figures.update(found)


def count_votes(branch, ballot):
    """The points that votes give, layers by weight (None: no vote counts), and how many were cast."""
    layers, cast = ballot.layers or {"": ONE}, NONE
    votes = {(layer, each.code): votes_of(branch, layer, each.code) for layer in layers for each in ballot.options}
    for each in ballot.options:
        branch.figures[f"ballot.{each.code}"] = sum((votes[layer, each.code] for layer in layers), NONE)
        cast += branch.figures[f"ballot.{each.code}"]
    means, counting = {}, [each for each in ballot.options if each.points is not None]
    for layer in layers:
        number = sum((votes[layer, each.code] for each in counting), NONE)
        if number:
            means[layer] = sum((votes[layer, each.code] * each.points for each in counting), NONE) / number
    if len(means) < len(layers) and ballot.missing == "not rated" and ballot.layers:
        branch.unrated = ""
    if not means:
        return None, cast
    points = sum((layers[layer] * mean for layer, mean in means.items()), NONE)
    if ballot.missing == "left out":
        points /= sum((layers[layer] for layer in means), NONE)
    return points, cast


def votes_of(branch, layer, option):
    """How many chose it; a blank is nobody."""
    return branch.inputs[f"ballot.{layer}.{option}" if layer else f"ballot.{option}"] or NONE


def factor_of(branch, factor):
    """The number of the first case that holds, else the number times the figure; a blank figure is 0."""
    for condition, number in factor.cases:
        if branch.holds(condition):
            return number
    return factor.number * ((branch.value(factor.figure) or NONE) if factor.figure else ONE)


def section_points(branch, section, counted):
    """What the section counts: times its factor, never below zero, rounded."""
    return finished(section, untimed(branch, section, counted) * factor_of(branch, section.times))


def finished(section, points):
    return rounded(points if section.below_zero else max(NONE, points), section.rounding)


def untimed(branch, section, counted):
    """Base, scaled up over what was left out; penalties; bonus; cap; scale."""
    scores = [score for score in branch.rules.scores if score.code in section.scores and score.code in counted]
    base = [score for score in scores if score.role == "base"]
    rest = [score for score in base if not counted[score.code].left_out]
    points = together(section, rest, [counted[score.code].points for score in rest])
    if not section.weights and not section.median and len(rest) < len(base):
        left = together(section, rest, [score.most for score in rest])
        whole = together(section, base, [score.most for score in base])
        points = points * whole / left if left else NONE
    penalties = sum((counted[score.code].points for score in scores if score.role == "penalty"), NONE)
    points += penalties if section.is_against else -penalties
    bonus = sum((counted[score.code].points for score in scores if score.role == "bonus"), NONE)
    if section.cap is None:
        points += bonus
    else:
        inside = bonus if section.with_bonus else NONE
        points = min(section.cap, points + inside) + bonus - inside
    if section.scale_to is not None:
        whole = reachable(branch, section)
        points = points * section.scale_to / whole if whole else NONE
    return points


def together(section, scores, points):
    """The weighted mean, the median, the best few, or the sum."""
    if section.weights:
        weights = [section.weights[section.scores.index(score.code)] for score in scores]
        whole = sum(weights, NONE)
        return sum((by * each for by, each in zip(weights, points, strict=True)), NONE) / whole if whole else NONE
    if section.median:
        return median(points) if points else NONE
    if section.best is not None:
        points = sorted(points, reverse=True)[: section.best]
    return sum(points, NONE)


def reachable(branch, section):
    """What this branch can reach with the section's own criteria, bonus apart, before it is scaled."""
    scores = [score for score in branch.rules.scores if score.code in section.scores and score.role == "base"]
    base = [score for score in scores if is_asked(branch, score)]
    most = together(section, base, [score.most for score in base])
    return most if section.cap is None else min(most, section.cap)


def is_had(branch, score):
    """Whether the criterion is asked, and its section."""
    section = next(each for each in branch.rules.sections if each.code == score.section)
    return is_asked(branch, section) and is_asked(branch, score)


def each_score(branch, party):
    """Every criterion that is asked, each by itself."""
    return in_turn(branch, lambda score: count(branch, score, party))


def in_turn(branch, count_one):
    """Criteria may read one another and sections: whoever has all that it reads is next."""
    asked = [score for score in branch.rules.scores if is_had(branch, score)]
    needed = {score.code: read_on_sheets(branch.rules, score) for score in asked}
    found = {}
    while len(found) < len(asked):
        branch.sheet = known(branch, found, set(needed)) if any(needed.values()) else {}
        ready = [each for each in asked if each.code not in found and needed[each.code] <= branch.sheet.keys()]
        if not ready:
            raise Unknown("circle")
        found.update({score.code: count_one(score) for score in ready})
    branch.sheet = {}
    return found


def read_on_sheets(rules, part):
    """The criteria and sections that a part of the rules reads."""
    if isinstance(part, tuple):
        return set().union(*(read_on_sheets(rules, each) for each in part))
    if not isinstance(part, Thing):
        return set()
    names = {part.figure if part.kind_of == "Term" else part.times_figure if part.kind_of == "Score" else ""}
    found = names & {each.code for each in (*rules.scores, *rules.sections)}
    for name in names & rules.figures.keys():
        found |= read_on_sheets(rules, rules.figures[name])
    inner = [each for key, each in part.__dict__.items() if not (part.kind_of == "Score" and key == "condition")]
    return found | read_on_sheets(rules, tuple(inner))


def known(branch, found, asked):
    """What can be read so far: criteria of which none that counts once with them is missing, and whole sections."""
    waiting = asked - found.keys()
    for group in branch.rules.count_once:
        waiting |= set(group) if waiting & set(group) else set()
    sheet, values = dict(found), {}
    count_once(branch, sheet)
    for score in branch.rules.scores:
        if score.code not in waiting:
            values[score.code] = sheet[score.code].points if score.code in sheet else NONE
    for section in branch.rules.sections:
        values.pop(section.code, None)
        if not waiting & set(section.scores):
            values[section.code] = section_points(branch, section, sheet) if is_asked(branch, section) else NONE
    return values


def count_once(branch, counted):
    """Of one fact that several criteria name, the first that counts most counts."""
    for group in branch.rules.count_once:
        here = [code for code in group if code in counted and not counted[code].left_out]
        best = max(here, key=lambda code: counted[code].points, default=None)
        for code in here:
            if code != best:
                old = counted[code]
                counted[code] = Counted(NONE, old.passed, old.left_out, old.marked)


def mix_parties(branch):
    """All figures of sections, parties and the total."""
    rules, mix, counted = branch.rules, branch.rules.mix, {}
    sheets = [name for name in mix.shares or counting(rules) if name not in mix.figures]
    sheets = [name for name in sheets if not (name == "ballot" and rules.ballot is not None)]
    shown = [name for name, role in rules.parties.items() if role == "shown"]
    shown = [name for name in shown if any(each.party == name for each in rules.inputs)]
    for party in [*sheets, *shown]:
        counted[party] = each_score(branch, party)
        count_once(branch, counted[party])
    find_unmarked(branch, counted, sheets)
    at_criteria = bool(mix.shares) and mix.at == "criteria"
    mixed = mix_criteria(branch, sheets) if at_criteria else counted[rules.main_party]
    note_marks(branch, mixed, "")
    for party, scores in counted.items():
        note_marks(branch, scores, f"{party}.")
    total = write_sheet(branch, mixed, "")
    for party, scores in counted.items():
        write_sheet(branch, scores, f"{party}.")
    sheets += shown
    if mix.shares and not at_criteria:
        total = mix_totals(branch, sheets)
    for party in [*counted, *mix.shares]:
        if is_missing(branch, party, sheets):
            branch.figures[party] = None
    branch.figures["total"] = rounded(total, rules.total.rounding)
    write_weakest(branch, mixed)


def note_marks(branch, counted, prefix):
    """What was passed and what was marked on one sheet, by the names that conditions use."""
    for score in (each for each in branch.rules.scores if each.code in counted):
        found = counted[score.code]
        branch.marked[prefix + score.code] = found.marked
        if not found.left_out:
            full = found.points >= score.most
            branch.passed[prefix + score.code] = found.passed if is_pass(branch, score) else full


def find_unmarked(branch, counted, parties):
    """A blank that may not be takes the branch out of rating, whichever counting party left it; mixed one by one a
    party that leaves its share to the others does not, unless all left it."""
    mix = branch.rules.mix
    for score in branch.rules.scores:
        left = [each for each in parties if score.code in counted[each] and not counted[each][score.code].marked]
        if mix.at == "criteria" and score.criteria and not score.party and len(left) < len(parties):
            left = [each for each in left if mix.missing.get(each) != "left out"]
        if left and score.blank == "not rated":
            branch.unrated = ""


def counting(rules):
    return [name for name, role in rules.parties.items() if role == "counts"]


def write_sheet(branch, counted, prefix):
    """Figures of one sheet: criteria, sections, total; `PARTY.` before each name, nothing before the mixed one's."""
    rules, sections = branch.rules, {}
    for each in rules.criteria:
        if each.code != each.score and f"{rules.main_party}.{each.code}" in branch.figures:
            branch.figures[each.code] = branch.figures[f"{rules.main_party}.{each.code}"]
    for score in rules.scores:
        branch.figures[prefix + score.code] = counted[score.code].points if score.code in counted else NONE
    for section in rules.sections:
        sections[section.code] = section_points(branch, section, counted) if is_asked(branch, section) else NONE
        branch.figures[prefix + section.code] = sections[section.code]
    total = party_total(branch, sections, prefix)
    if prefix:
        branch.figures[prefix[:-1]] = total
    return total


def party_total(branch, sections, prefix):
    """One sheet's total: an expression, weights, or all sections; then the cap; then not below zero."""
    total = branch.rules.total
    made = next((of for condition, of in total.cases if branch.holds(condition)), total.of)
    if made is not None:
        points = signed_sum(branch, made.terms, prefix)
    elif total.weights:
        points = sum((weight * sections[code] for code, weight in total.weights.items()), NONE)
    else:
        signs = {section.code: -1 if section.is_against else 1 for section in branch.rules.sections}
        points = sum((signs[code] * each for code, each in sections.items()), NONE)
    points *= factor_of(branch, total.times)
    points = points if total.cap is None else min(points, total.cap)
    return points if total.below_zero else max(NONE, points)


def signed_sum(branch, terms, prefix):
    """A sum in which every section or criterion is this party's."""
    points = NONE
    for term in terms:
        if term.number is not None:
            value = term.number
        elif term.pick is not None:
            value = picked(term.pick.kind, [signed_sum(branch, each.terms, prefix) for each in term.pick.of])
        elif term.figure in branch.rules.figures:
            value = signed_sum(branch, branch.rules.figures[term.figure].terms, prefix)
        else:
            value = branch.figures.get(prefix + term.figure, branch.figures.get(term.figure))
        points += term.sign * (value or NONE)
    return points


def is_missing(branch, party, sheets):
    """Whether a party has columns, and gave nothing at all."""
    if party not in sheets:
        return (branch.figures["ballot"] if party == "ballot" else branch.inputs[f"{party}.total"]) is None
    own = [each.code for each in branch.rules.criteria if not each.party or each.party == party]
    marks = [mark for code in own for mark in marks_of(branch, party, code)]
    return bool(marks) and all(mark is None for mark in marks)


def mix_totals(branch, sheets):
    """The weighted sum of the parties' totals; a missing one counts 0 or lets the others share its weight."""
    mix, ballot, points, whole = branch.rules.mix, branch.rules.ballot, NONE, NONE
    for party, share in mix.shares.items():
        rule = ""
        if is_missing(branch, party, sheets):
            rule = mix.missing.get(party, ballot.missing if party == "ballot" and ballot else "zero")
        if rule == "not rated":
            branch.unrated = ""
        whole += NONE if rule == "left out" else share
        if not rule:
            if party not in sheets and party != "ballot":
                branch.figures[party] = branch.inputs[f"{party}.total"]
            points += share * branch.figures[party]
    return rounded(points / whole if whole else points, mix.rounding)


def mix_criteria(branch, sheets):
    """Each criterion mixed from the parties that marked it; only then what counts once only."""
    mix = branch.rules.mix
    counted = {party: each_score(branch, party) for party in sheets if party in mix.shares}
    if any(rule == "not rated" and is_missing(branch, party, sheets) for party, rule in mix.missing.items()):
        branch.unrated = ""

    def one(score):
        if score.party or not score.criteria:
            return count(branch, score, branch.rules.main_party)
        return mix_criterion(branch, score, {party: sheet[score.code] for party, sheet in counted.items()})

    mixed = in_turn(branch, one)
    count_once(branch, mixed)
    return mixed


def mix_criterion(branch, score, by_party):
    """Parties that left it blank or out give their weight to the others, where the rules say so."""
    mix = branch.rules.mix
    asked = {
        party: each
        for party, each in by_party.items()
        if not each.left_out and (each.marked or mix.missing.get(party) != "left out")
    }
    if not asked:
        return blank(branch, score)
    whole = sum((mix.shares[party] for party in asked), NONE)
    points = sum((mix.shares[party] * each.points for party, each in asked.items()), NONE) / whole
    passed, marked = all(each.passed for each in asked.values()), any(each.marked for each in asked.values())
    return Counted(rounded(points, mix.rounding), passed, marked=marked)


def write_weakest(branch, counted):
    """The weakest and strongest section and criterion, in percent of what they can reach."""
    plain = {each.code: each for each in branch.rules.sections if not each.is_bonus and not each.is_against}
    stands = [
        score
        for score in branch.rules.scores
        if score.code in counted and not counted[score.code].left_out and score.role == "base" and score.most > 0
    ]
    criteria = [100 * counted[each.code].points / each.most for each in stands if each.section in plain]
    asked = [plain[code] for code in plain if any(each.section == code for each in stands)]
    sections = [section_percent(branch, each, counted) for each in asked if is_asked(branch, each)]
    for name, several in (("section", sections), ("criterion", criteria)):
        branch.figures[f"weakest-{name}"] = min(several, default=None)
        branch.figures[f"strongest-{name}"] = max(several, default=None)


def section_percent(branch, section, counted):
    """In percent of its full marks, which a fixed factor multiplies; with any other, as it is before that."""
    full = reachable(branch, section) if section.scale_to is None else section.scale_to
    if section.times.figure or section.times.cases:
        return 100 * finished(section, untimed(branch, section, counted)) / full
    return 100 * section_points(branch, section, counted) / (full * section.times.number)


# Stars, levels, quotas, places.


def find_vetoes(branch):
    """Typed vetoes, and those that the rules find."""
    for veto in branch.rules.vetoes:
        if veto.code in branch.vetoes or (veto.condition is not None and branch.holds(veto.condition)):
            branch.standing.append(veto.code)
            if veto.effect == "not rated":
                branch.unrated = ""


def light_stars(branch):
    """Each star in order: a word for a medal, "" for a plain star, None where it is dark."""
    rules = branch.rules
    out = {veto.star for veto in rules.vetoes if veto.effect == "star out" and veto.code in branch.standing}
    for star in rules.stars:
        branch.lit[star.code] = None if star.code in out else lit_as(branch, star)
        branch.figures[f"star.{star.code}"] = Fraction(branch.lit[star.code] is not None)
    branch.figures["lit"] = Fraction(sum(lit is not None for lit in branch.lit.values()))
    for word in {word for star in rules.stars for word, _condition in star.medals}:
        branch.figures[f"medals.{word}"] = Fraction(sum(lit == word for lit in branch.lit.values()))


def lit_as(branch, star):
    """What a star is lit as, if at all."""
    if star.medals:
        return next((word for word, condition in star.medals if branch.holds(condition)), None)
    if star.kind == "line":
        return "" if branch.value(star.section) >= Fraction(star.line, 100) else None
    if star.kind == "pass":
        asked = [score.code for score in branch.rules.scores if score.section == star.section and score.role == "base"]
        return "" if all(branch.passed[code] for code in asked if code in branch.passed) else None
    return "" if branch.holds(star.condition) else None


def find_level(branch):
    """The best level whose condition holds; grants raise; the ladder holds; vetoes never raise."""
    rules, names = branch.rules, names_of(branch.rules)
    branch.level = next(place for place, each in enumerate(rules.levels) if branch.holds(each.condition))
    for past_only in (False, True):
        for grant in rules.grants:
            if (grant.past_ladder or not past_only) and branch.holds(grant.condition):
                branch.level = min(branch.level, names.index(grant.level))
        if not past_only:
            hold_ladder(branch, names)
    apply_vetoes(branch, names)
    for each in reversed(rules.unrated):
        if branch.holds(each.condition):
            branch.unrated = each.name
    write_level(branch)


def hold_ladder(branch, names):
    """At most so many levels up and down from last year's; without a record, at most a stated level."""
    ladder = branch.rules.ladder
    if ladder is None or (ladder.exception is not None and branch.holds(ladder.exception)):
        return
    last = branch.figures["last-level"]
    if last is None:
        if ladder.no_record is not None:
            branch.level = max(branch.level, names.index(ladder.no_record))
        return
    if ladder.up is not None:
        branch.level = max(branch.level, names.index(last) - ladder.up)
    if ladder.down is not None:
        branch.level = min(branch.level, names.index(last) + ladder.down)


def apply_vetoes(branch, names):
    """Each veto's own effect, in the order written."""
    lowest = len(names) - 1
    for veto in branch.rules.vetoes:
        if veto.code not in branch.standing:
            continue
        last = branch.figures.get("last-level")
        if veto.effect in ("no level", "no stars"):
            branch.level = lowest
            if veto.effect == "no stars":
                branch.lit = dict.fromkeys(branch.lit)
                branch.figures["lit"] = NONE
        elif veto.effect == "cap":
            branch.level = max(branch.level, names.index(veto.level))
        elif veto.effect == "down":
            branch.level = min(lowest, branch.level + 1)
        elif veto.effect == "no promotion":
            branch.level = branch.level if last is None else max(branch.level, names.index(last))
        elif veto.effect not in ("star out", "not rated"):
            raise Unknown(veto.effect)


def write_level(branch):
    """The figures that follow from the level that a branch holds now."""
    level = branch.rules.levels[branch.level]
    branch.figures["level"] = level.name
    shows = any(each.stars for each in branch.rules.levels)
    branch.figures["stars"] = Fraction(level.stars) if shows else branch.figures["lit"]


def keys_of(branch, keys):
    """What a branch is ordered by, larger first; a blank counts 0, or the most that can be."""
    found = []
    for key in keys:
        terms = key.expression.terms
        name, value = terms[0].figure if len(terms) == 1 else "", None
        if name in ("level", "last-level"):
            word = branch.figures[name]
            value = None if word is None else Fraction(-names_of(branch.rules).index(word))
            known = (value is not None, value or NONE)
        else:
            value = branch.sum(key.expression)
            if value is None:
                value = most_of(branch.rules, terms) if key.smallest_first else NONE
            known = (True, value)
        found.append((known[0], -known[1] if key.smallest_first else known[1]))
    return tuple(found)


def most_of(rules, terms):
    """The most that a sum of facts can be."""
    bounds = {each.key: (each.minimum, each.maximum) for each in rules.inputs}
    return Fraction(sum(bounds[term.figure][1] if term.sign > 0 else -bounds[term.figure][0] for term in terms), 100)


def fill_quotas(branches):
    """Every quota in the order written, each on the levels that the ones before left."""
    for quota in branches[0].rules.quotas if branches else ():
        if quota.kind == "at least":
            continue
        names, rated_ones = names_of(branches[0].rules), [each for each in branches if each.unrated is None]
        pushed, candidates = [], {}
        for branch in rated_ones:
            if is_candidate(branch, quota):
                candidates.setdefault(branch.group(quota.within), []).append(branch)
        for group, seats in seats_by_group(rated_ones, quota).items():
            pushed += pushed_out(candidates.get(group, []), seats, quota)
        for branch in pushed:
            branch.level = max(branch.level, names.index(quota.falls_to))
            write_level(branch)


def is_candidate(branch, quota):
    """Whether it holds one of the limited levels, and the quota's own condition."""
    if names_of(branch.rules)[branch.level] not in quota.levels:
        return False
    return quota.condition is None or branch.holds(quota.condition)


def seats_by_group(branches, quota):
    """How many may hold the levels in each group."""
    base, named = {}, {}
    for branch in branches:
        counts = quota.base == "everybody" or branch.rules.levels[branch.level].rated
        if quota.base == "qualified":
            counts = is_candidate(branch, quota)
        group = branch.group(quota.within)
        base[group] = base.get(group, 0) + counts
        named[group] = {"unit": branch.unit_name, "zone": branch.zone_name}.get(quota.within, str(group))
    if quota.seats:
        return {group: quota.seats.get(named[group], quota.seats.get("", 0)) for group in base}
    if quota.rounding == "largest remainder":
        return {group: max(quota.least, seats) for group, seats in shared_out(base, quota).items()}
    if quota.share is None:
        return {group: max(quota.least, quota.number or 0) for group in base}
    whole = {"down": floor, "up": ceil, "half up": lambda seats: floor(seats + Fraction(1, 2))}
    if quota.rounding not in whole:
        raise Unknown(quota.rounding)
    return {group: max(quota.least, whole[quota.rounding](quota.share * size)) for group, size in base.items()}


def shared_out(base, quota):
    """The campaign's seats by largest remainder; equal remainders leave the seats for which they tie empty."""
    everybody = sum(base.values())
    seats = floor(quota.share * everybody) if quota.share is not None else quota.number or 0
    if not everybody:
        return dict.fromkeys(base, 0)
    exact = {group: Fraction(seats * size, everybody) for group, size in base.items()}
    given = {group: floor(each) for group, each in exact.items()}
    left, claims = seats - sum(given.values()), {group: each - floor(each) for group, each in exact.items()}
    for group, claim in claims.items():
        if claim and sum(other >= claim for other in claims.values()) <= left:
            given[group] += 1
    return given


def pushed_out(candidates, seats, quota):
    """Those below the line; of a tie over the line all or none go. The league order breaks its ties."""
    if not candidates:
        return []
    rules = candidates[0].rules
    by = whole_order(rules) if written(quota.by) == written(rules.order) else quota.by
    keys = [keys_of(branch, by) for branch in candidates]
    ordered, out = sorted(keys, reverse=True), []
    first, last = {}, {}
    for place, key in enumerate(ordered):
        first.setdefault(key, place)
        last[key] = place + 1
    for branch, key in zip(candidates, keys, strict=True):
        if first[key] >= seats if quota.ties == "taken in" else last[key] > seats:
            out.append(branch)
    return out


def written(value):
    """A part of the rules as plain values, to be compared."""
    if isinstance(value, Thing):
        return [value.kind_of, *(written(getattr(value, field)) for field in sorted(KNOWN[value.kind_of].split()))]
    return [written(each) for each in value] if isinstance(value, tuple) else value


def whole_order(rules):
    """The order with what breaks ties at its end."""
    return (*rules.order, rules.tie_break) if rules.tie_break else rules.order


def rated(rules, inputs):
    """Every branch with its results, as the file states them."""
    branches = [Branch(rules, inputs, row) for row in inputs["branches"]]
    draw(branches)
    for branch in branches:
        for step in (count_ballots, mix_parties, find_vetoes, light_stars, find_level):
            step(branch)
    fill_quotas(branches)
    for branch in branches:
        if branch.decided and branch.unrated is None:
            branch.level = names_of(rules).index(branch.decided)
            write_level(branch)
    places = [take_places(branches, scope) for scope in SCOPES]
    return [(branch, result(branch, [each.get(branch.id) for each in places])) for branch in branches]


def take_places(branches, scope):
    """The place of everybody who is rated, by id: one more than those who stand before."""
    groups, found = {}, {}
    for branch in branches:
        if branch.unrated is None:
            keys = keys_of(branch, whole_order(branch.rules))
            groups.setdefault(branch.group(scope), []).append((keys, branch.id))
    for members in groups.values():
        first = {}
        for place, (keys, _id) in enumerate(sorted(members, key=lambda each: each[0], reverse=True), start=1):
            first.setdefault(keys, place)
        found.update({id_: first[keys] for keys, id_ in members})
    return found


def result(branch, places):
    """One line of results."""
    rules, is_rated = branch.rules, branch.unrated is None
    shows = bool(rules.stars) or any(level.stars for level in rules.levels)
    stars = int(branch.figures["stars"]) if is_rated else 0
    return {
        "id": branch.id,
        "total": plain(branch.figures["total"], rules.decimals),
        "sections": [plain(branch.figures[section.code], rules.decimals) for section in rules.sections],
        "stars": stars if shows else None,
        "lit": [code + word for code, word in branch.lit.items() if word is not None],
        "level": branch.unrated or rules.levels[branch.level].name,
        "grade": word_of(branch, rules.grades) if is_rated else "",
        "programme": word_of(branch, rules.programmes) if is_rated else "",
        "places": places,
    }


def word_of(branch, words):
    """The first word whose condition holds."""
    return next((word.name for word in words if branch.holds(word.condition)), "")


def plain(number, decimals):
    """A decimal without trailing zeros, half up where it has more places than results are kept in."""
    units = abs(number) * 10**decimals
    whole, rest = divmod(floor(units + Fraction(1, 2)), 10**decimals)
    digits = f"{rest:0{decimals}d}".rstrip("0")
    return ("-" if number < 0 else "") + str(whole) + ("." + digits if digits else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
