"""How a league table is narrowed over REST; the order stays the league's."""

from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_filters import CharFilter, NumberFilter
from django_filters.rest_framework import FilterSet
from rest_framework.exceptions import ValidationError

from apps.core.rest.filters import TextFilter, WholeFilter, YesNoFilter
from apps.evaluations.finding import Words
from apps.evaluations.models import Result
from apps.evaluations.selectors import near_gap
from apps.rating.rulebook import Rulebook


class ResultFilter(FilterSet):
    """By level, grade, programme, zone, unit and type; by a missing or a near star; by name, pinyin or initials."""

    level = WholeFilter(label="The level's number, counted from the best, 0.")
    zone = WholeFilter(field_name="zone_id")
    unit = WholeFilter(field_name="unit_id")
    type = CharFilter(field_name="branch_type", max_length=40)
    missing = TextFilter(method="without_star", label="Code of a star that is not lit.")
    grade = WholeFilter(label="The grade's number, counted from the best, 0.")
    programme = WholeFilter(label="The programme's number in the rulebook, from 0.")
    size_band = WholeFilter(label="The size band's number, counted from the smallest, 0.")
    upto = WholeFilter(field_name="level", lookup_expr="lte", label="That level's number or a better one.")
    stars = WholeFilter(field_name="stars", lookup_expr="gte", label="So many stars or more.")
    near = YesNoFilter(method="near_star", label="true: the next star lacks two points or less.")
    within = NumberFilter(method="near_by", min_value=0, max_value=10_000, label="The next star lacks at most so much.")
    q = TextFilter(method="search", label="Part of the name, its pinyin or initials.")

    class Meta:
        model = Result
        fields: list[str] = []

    @property
    def rules(self) -> Rulebook:
        """The rules by which the rows were rated."""
        rules: Rulebook = self.view.rules
        return rules

    @property
    def view(self) -> Any:
        """The endpoint, which knows the run and its rules."""
        return self.request.parser_context["view"]

    def without_star(self, rows: QuerySet, _name: str, code: str) -> QuerySet:
        codes = [star.code for star in self.rules.stars]
        if code not in codes:
            raise ValidationError({"missing": [_("No such star.")]})
        return rows.annotate(star_bit=F("lit").bitand(1 << codes.index(code))).filter(star_bit=0)

    def near_star(self, rows: QuerySet, _name: str, wanted: bool) -> QuerySet:
        return rows.filter(gap__lte=near_gap(self.rules)) if wanted else rows

    def near_by(self, rows: QuerySet, _name: str, points: Decimal) -> QuerySet:
        return rows.filter(gap__lte=int(points * 10**self.rules.decimals))

    def search(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(Words(self.view.run, text).match)
