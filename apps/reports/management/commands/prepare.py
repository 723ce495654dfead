"""Make a house ready to serve: publish the rulebooks that ship; on the very first start load the demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from apps.criteria.services import install_rulebooks
from apps.organisations.choices import Role
from apps.reports.demonstration.load import is_new, load


class Command(BaseCommand):
    help = (
        "Publish the rulebooks that ship; on the very first start, load the demonstration and print one-time passwords."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demonstration", action="store_true", help="Publish the rulebooks only.")

    def handle(self, *args: Any, **options: Any) -> None:
        install_rulebooks()
        if options["no_demonstration"] or not is_new():
            return
        with transaction.atomic():
            made = load()
        self.stdout.write("")
        self.stdout.write("首次启动：已装入示范活动（单位、支部、人员和得分均为虚构）。")
        self.stdout.write("First start: the demonstration campaign is loaded (everything in it is made up).")
        self.stdout.write("")
        self.stdout.write("  账号 account   一次性密码 one-time password   身份 office")
        for person, role, password in made:
            self.stdout.write(f"  {person.username:<14} {password:<29} {person.name} · {Role(role).label}")
        self.stdout.write("")
        self.stdout.write(
            "密码只显示这一次，首次登录须改。Passwords are shown once; they must be changed at the first sign-in."
        )
        self.stdout.write("")
