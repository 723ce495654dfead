"""People as REST writes and reads them: accounts, one-time passwords, slips, oneself."""

from django.conf import settings
from rest_framework import serializers

from apps.accounts.choices import Theme
from apps.accounts.models import User
from apps.core.rest.fields import NamedSerializer, SeenField
from apps.organisations.choices import Power
from apps.organisations.rules import shows_mobile
from apps.organisations.selectors import people_given_passwords_by
from apps.organisations.serializers.offices import NewOfficeSerializer, OfficeSerializer


class PersonSerializer(serializers.ModelSerializer):
    """An account that one keeps, with the offices that one may see."""

    offices = OfficeSerializer(source="seen_appointments", many=True)
    mobile = serializers.SerializerMethodField(help_text="Masked outside where one keeps people: 138****2607.")
    email = serializers.SerializerMethodField(help_text="Empty where the number is masked.")

    class Meta:
        model = User
        fields = ["id", "username", "name", "mobile", "email", "is_active", "offices"]

    def get_mobile(self, person: User) -> str | None:
        return person.mobile if self.is_open(person) else person.masked_mobile or None

    def get_email(self, person: User) -> str:
        return person.email if self.is_open(person) else ""

    def is_open(self, person: User) -> bool:
        return shows_mobile(self.context["request"].user, person.seen_appointments)


class NewPersonSerializer(serializers.Serializer):
    """An account to be made, with its first office; without one only administrators make it."""

    username = serializers.CharField(max_length=60)
    name = serializers.CharField(max_length=80)
    mobile = serializers.CharField(max_length=20, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    office = NewOfficeSerializer(required=False, allow_null=True)


class OneTimePasswordSerializer(serializers.Serializer):
    """A one-time password. It is told in this answer and nowhere else, ever."""

    person = NamedSerializer()
    username = serializers.CharField(source="person.username")
    one_time_password = serializers.CharField()


class MeSerializer(serializers.ModelSerializer):
    """Who asks: the own account, today's offices, and what they include."""

    offices = OfficeSerializer(many=True)
    powers = serializers.ListField(
        child=serializers.ChoiceField(Power.choices),
        help_text="What any of the offices includes; where it holds follows from each office's node.",
    )

    class Meta:
        model = User
        fields = ["id", "username", "name", "mobile", "email", "language", "theme", "offices", "powers"]


class PreferencesSerializer(serializers.Serializer):
    """What of the own account is changed; what is absent stays."""

    theme = serializers.ChoiceField(Theme.choices, required=False)
    language = serializers.ChoiceField([("", "as the house"), *settings.LANGUAGES], required=False)


class SessionSerializer(serializers.Serializer):
    """A place where one is signed in."""

    id = serializers.IntegerField(source="pk")
    device = serializers.CharField()
    ip = serializers.CharField()
    since = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    is_this = serializers.BooleanField()


class SlipRequestSerializer(serializers.Serializer):
    """Whose slips are printed."""

    people = SeenField(people_given_passwords_by, many=True, allow_empty=False)
