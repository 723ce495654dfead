"""Which columns does the engine read? What is typed for each party that counts, and the facts that some rule reads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from apps.rating.conditions import Expression
from apps.rating.inputs import Input
from apps.rating.loading.checks.bounds import span_of
from apps.rating.loading.desk import Piece
from apps.rating.loading.numbers import hundredths, positive, text
from apps.rating.rulebook import Ballot, Criterion, Mix, Panel, PartyRole
from apps.rating.scores import Best, Place, Score

MANY = 100_000_000
FAR = 100_000_000_000
PER_CENT = 10_000


def inputs(
    book: Piece,
    criteria: Iterable[Criterion],
    scores: Iterable[Score],
    parties: Mapping[str, PartyRole],
    mix: Mix,
    panels: Mapping[str, Panel],
    main: str,
    ballot: Ballot | None,
) -> list[Input]:
    """Every column in the order of the contract: sheets, the main party's first, then what is known of the branch."""
    typed, counted = list(criteria), list(scores)
    columns: list[Input] = []
    read = _read_parties(book, parties)
    for party in _sheets(parties, main, typed, read):
        is_whole = party == main or party in mix.shares or party in read
        columns += _sheet(party, typed, mix, panels, main, is_whole)
    facts = _facts(book)
    return [*columns, *_branch(book), *_ballot(ballot), *facts, *_drawn(counted, [*columns, *facts])]


def _read_parties(book: Piece, parties: Mapping[str, PartyRole]) -> set[str]:
    """The parties of which some rule reads a figure, those that are only shown among them."""
    return {name.split(".")[0] for name in book.desk.reads} & parties.keys() - {"ballot"}


def _sheets(parties: Mapping[str, PartyRole], main: str, criteria: list[Criterion], read: set[str]) -> list[str]:
    counting = [party for party, role in parties.items() if role == "counts" and party != "ballot"]
    shown = [party for party in parties if party in read]
    alone = [criterion.party for criterion in criteria if criterion.party]
    return list(dict.fromkeys([main, *counting, *shown, *alone]))


def _sheet(
    party: str, criteria: list[Criterion], mix: Mix, panels: Mapping[str, Panel], main: str, is_whole: bool
) -> list[Input]:
    """The columns of one party. is_whole: it marks all criteria, not only those that it alone marks."""
    if party in mix.figures:
        return [Input(f"{party}.total", "number", 0, PER_CENT, 1, party)]
    marked = [each for each in criteria if each.party == party or (not each.party and is_whole)]
    if party in panels:
        markers = range(1, panels[party].markers + 1)
        return [_mark(each, party, f"{party}{number}.{each.code}") for number in markers for each in marked]
    return [_mark(each, party, each.code if party == main else f"{party}.{each.code}") for each in marked]


def _mark(criterion: Criterion, party: str, key: str) -> Input:
    bounds = criterion.minimum, criterion.maximum, criterion.step
    return Input(key, "mark", *bounds, party=party, criterion=criterion.code, title=criterion.title)


def number_parties(book: Piece, columns: list[Input]) -> list[Input]:
    """The columns with the ranges that parties of one number state."""
    return [_ranged(book["parties"][each.party], each) if each.key.endswith(".total") else each for each in columns]


def _ranged(piece: Piece, column: Input) -> Input:
    low, high = piece.get("from"), piece.get("to")
    return replace(
        column,
        minimum=hundredths(low) if low else column.minimum,
        maximum=hundredths(high) if high else column.maximum,
    )


def _branch(book: Piece) -> list[Input]:
    """What is known of every branch, where a rule reads it."""
    reads, found = book.desk.reads, []
    if "members" in reads or "size-bands" in book:
        least = 100 if "members" in book.desk.divisors else 0
        found.append(Input("members", "members", least, MANY, 100))
    if "last-level" in reads:
        words = book.desk.names.levels
        found.append(Input("previous_level", "level", 100, 100 * len(words), 100, words=words))
    return found


def _ballot(ballot: Ballot | None) -> list[Input]:
    if ballot is None:
        return []
    if not ballot.options:
        return [Input("ballot.mean", "mean", 0, PER_CENT, 1), Input("ballot.count", "votes", 0, MANY, 100)]
    keys = [(f"{layer}.{option.code}", option) for layer in ballot.layers for option in ballot.options]
    keys = keys or [(option.code, option) for option in ballot.options]
    return [Input(f"ballot.{key}", "votes", 0, MANY, 100, title=option.title) for key, option in keys]


def _facts(book: Piece) -> list[Input]:
    """The facts that some rule reads, those declared first and in their order."""
    declared = list(book["facts"].items()) if "facts" in book else []
    read = [name.removeprefix("fact.") for name in book.desk.reads if name.startswith("fact.")]
    known = {name: _declared(name, piece) for name, piece in declared}
    for name, piece in declared:
        if name not in read:
            piece.remind("fact-idle", fact=name)
    own = [known[name] for name, _ in declared if name in read]
    return own + [_plain(book, name) for name in read if name not in known]


def _plain(book: Piece, name: str) -> Input:
    figure = f"fact.{name}"
    is_yes = figure in book.desk.yes_or_no
    if is_yes and figure in book.desk.numeric:
        piece = Piece(book.desk, book.desk.reads[figure], None)
        piece.fault("fact-mixed", figure=figure)
    if is_yes:
        return Input(figure, "yes-or-no", 0, 100, 100)
    is_counted = figure == "fact.years-in-level" or figure in book.desk.factors
    return Input(figure, "number", 0 if is_counted else -FAR, FAR, 1)


def _declared(name: str, piece: Piece) -> Input:
    kind = piece["is"].value if "is" in piece else "number"
    title = text(piece.get("title"), name)
    ledger = str(piece["ledger"].value) if "ledger" in piece else ""
    figure = f"fact.{name}"
    if isinstance(kind, list):
        words = tuple(str(word) for word in kind)
        return Input(figure, "word", 100, 100 * len(words), 100, words=words, title=title, ledger=ledger)
    if kind == "yes-or-no":
        return Input(figure, kind, 0, 100, 100, title=title, ledger=ledger)
    step = positive(piece["step"]) if "step" in piece else 1
    low = hundredths(piece["from"]) if "from" in piece else 0
    high = hundredths(piece["to"]) if "to" in piece else FAR
    if low >= high:
        piece.fault("range-empty", "to", low=Fraction(low, 100), high=Fraction(high, 100))
    return Input(figure, "number", low, high, step, title=title, ledger=ledger)


def _drawn(scores: list[Score], columns: list[Input]) -> list[Input]:
    """What comes from everybody's rows: places, and the best of a scope."""
    ranges = {column.key: (column.minimum, column.maximum) for column in columns}
    drawn: list[Input] = []
    for score in scores:
        if isinstance(score.mechanism, Place):
            drawn.append(Input(score.mechanism.drawn, "drawn", 0, 10 * MANY, 100))
        elif isinstance(score.mechanism, Best):
            low, high = _range(score.mechanism.of, score, ranges)
            drawn.append(Input(score.mechanism.drawn, "drawn", low, high, 1))
    return drawn


def _range(of: Expression | None, score: Score, ranges: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    if of is None:
        return next((span for key, span in ranges.items() if key.endswith(score.code)), (0, MANY))
    spans = {key: (Fraction(low, 100), Fraction(high, 100)) for key, (low, high) in ranges.items()}
    low, high = span_of(of, spans) or (Fraction(0), Fraction(MANY, 100))
    return int(low * 100), int(high * 100)


def step_of(piece: Piece | None) -> int:
    """The step of marks in hundredths; a hundredth where nothing is said."""
    return 1 if piece is None else positive(piece, 1)


def optional(piece: Piece | None) -> int | None:
    """A positive number in hundredths; None where the piece is missing."""
    return None if piece is None else positive(piece)
