"""How a league table is narrowed over REST; the order stays the league's."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django_filters import CharFilter
from django_filters.rest_framework import FilterSet
from rest_framework.exceptions import ValidationError

from apps.core.rest.filters import TextFilter, WholeFilter, YesNoFilter
from apps.evaluations.models import Result
from apps.evaluations.selectors import NEAR


class ResultFilter(FilterSet):
    """By level, zone, unit and type; by a star that is missing or near; by name, pinyin or initials."""

    level = WholeFilter(label="The level's number, counted from the best, 0.")
    zone = WholeFilter(field_name="zone_id")
    unit = WholeFilter(field_name="unit_id")
    type = CharFilter(field_name="branch_type", max_length=40)
    missing = TextFilter(method="without_star", label="Code of a star that is not lit.")
    near = YesNoFilter(method="near_star", label="true: the next star lacks two points or less.")
    q = TextFilter(method="search", label="Part of the name, its pinyin or initials.")

    class Meta:
        model = Result
        fields: list[str] = []

    def without_star(self, rows: QuerySet, _name: str, code: str) -> QuerySet:
        codes = [star.code for star in self.request.parser_context["view"].rules.stars]
        if code not in codes:
            raise ValidationError({"missing": [_("No such star.")]})
        return rows.annotate(star_bit=F("lit").bitand(1 << codes.index(code))).filter(star_bit=0)

    def near_star(self, rows: QuerySet, _name: str, wanted: bool) -> QuerySet:
        return rows.filter(gap__lte=NEAR) if wanted else rows

    def search(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(Q(name__icontains=text) | Q(assessment__node__search_key__contains=text.lower()))
