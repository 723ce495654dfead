"""What goes over the wire by each kind of gateway and by mail, and what each answer means; against real servers."""

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from apps.workflow.gateway import Answer, Outcome, Short, send_short
from apps.workflow.gateway.letters import Gateway
from apps.workflow.mail import send_letter
from tests.workflow.servers import gateway_server, mail_server

SECRET = "k9-secret"
MESSAGE = Short("key-1", "13800002607", "市直工委：1 件要办")


@pytest.fixture
def server(settings):
    with gateway_server() as found:
        settings.GATEWAY = Gateway("sms", found.url, SECRET, taken="code=0")
        yield found


@pytest.fixture
def letters(settings):
    with mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", found.port, 5
        settings.DEFAULT_FROM_EMAIL = "星评 <stars@example.gov.cn>"
        yield found


def outcome_of(answers, server):
    server.answers = [answers]
    return send_short(MESSAGE).outcome


def test_sms_is_signed_and_filled_into_the_template(server, settings):
    settings.GATEWAY = Gateway(
        "sms", server.url, SECRET, fields='{"to": ["{mobile}"], "text": "【星评】{text}", "id": "{key}", "type": 3}'
    )

    answer = send_short(Short("key-1", "13800002607", "要办 {mobile} 一件"))

    got = server.got[0]
    signed = hmac.new(SECRET.encode(), got.headers["X-Timestamp"].encode() + b"\n" + got.body, hashlib.sha256)
    assert answer == Answer(Outcome.TAKEN, '200 {"code": 0}')
    assert got.json == {"to": ["13800002607"], "text": "【星评】要办 {mobile} 一件", "id": "key-1", "type": 3}
    assert (got.headers["X-Signature"], got.headers["Idempotency-Key"]) == (signed.hexdigest(), "key-1")


def test_sms_answers_are_read_by_status_and_field(server):
    told = [
        outcome_of(answer, server)
        for answer in [
            (200, b'{"code": 0}'),
            (200, b'{"code": 17, "msg": "no money"}'),
            (200, b"<html>"),
            (400, b"bad"),
            (429, b"slow down"),
            (503, b"down"),
            (302, b"go there"),
        ]
    ]

    assert told == ["taken", "refused", "refused", "refused", "later", "later", "refused"]
    assert {got.path for got in server.got} == {"/send"}


def test_wecom_names_the_person_by_mobile(server, settings):
    settings.GATEWAY = Gateway("wecom", server.url, SECRET)
    told = [
        outcome_of((200, json.dumps({"errcode": code, "errmsg": "x"}).encode()), server) for code in (0, 45009, 93000)
    ]

    got = server.got[0]
    assert told == ["taken", "later", "refused"]
    assert got.path == f"/send?key={SECRET}"
    assert got.json == {
        "msgtype": "text",
        "text": {"content": MESSAGE.text, "mentioned_mobile_list": ["13800002607"]},
    }


def test_dingtalk_signs_the_address(server, settings):
    settings.GATEWAY = Gateway("dingtalk", server.url + "?access_token=t", SECRET)
    told = [
        outcome_of((200, json.dumps({"errcode": code, "errmsg": "x"}).encode()), server) for code in (0, 130101, 310000)
    ]

    asked = {name: held[0] for name, held in parse_qs(urlsplit(server.got[0].path).query).items()}
    text = f"{asked['timestamp']}\n{SECRET}"

    signed = base64.b64encode(hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()).decode()
    assert told == ["taken", "later", "refused"]
    assert (asked["access_token"], asked["sign"]) == ("t", signed)
    assert server.got[0].json["at"] == {"atMobiles": ["13800002607"], "isAtAll": False}


@pytest.mark.parametrize(("kind", "outcome"), [("sms", "later"), ("wecom", "unclear"), ("dingtalk", "unclear")])
def test_a_gateway_without_an_answer_is_asked_again_only_where_it_knows_the_key(server, settings, kind, outcome):
    settings.GATEWAY = Gateway(kind, server.url, SECRET, seconds=0.2)

    assert (outcome_of(None, server), len(server.got)) == (outcome, 1)


def test_a_gateway_that_is_away_is_asked_later_and_tells_no_address(settings):
    with gateway_server() as gone:
        url = gone.url
    settings.GATEWAY = Gateway("wecom", url, SECRET)

    assert send_short(MESSAGE) == Answer(Outcome.LATER, "Connection refused")


def test_a_letter_arrives_with_its_number(letters):
    answer = send_letter("n-1", "zhou@example.gov.cn", "1 件要办", "· 填完支部自评\n")

    letter = letters.letters[0]
    assert answer.outcome == Outcome.TAKEN
    assert (letter["To"], letter["Subject"], letter["Message-ID"]) == (
        "zhou@example.gov.cn",
        "1 件要办",
        "<n-1@example.gov.cn>",
    )
    assert (letters.text(), letter["Auto-Submitted"]) == ("· 填完支部自评\n", "auto-generated")


@pytest.mark.parametrize(("said", "outcome"), [("550 nobody here", "refused"), ("451 try later", "later")])
def test_a_letter_that_is_refused_is_tried_again_where_that_may_help(letters, said, outcome):
    letters.refuse = said

    answer = send_letter("n-1", "zhou@example.gov.cn", "x", "y")

    assert (answer.outcome, answer.said, letters.letters) == (outcome, said, [])


def test_a_letter_is_unclear_where_the_line_breaks_after_it(letters):
    letters.hang_up = True

    assert (send_letter("n-1", "a@b.cn", "x", "y").outcome, len(letters.letters)) == (Outcome.UNCLEAR, 1)


def test_a_mail_server_that_is_away_is_asked_later(settings):
    with mail_server() as gone:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port

    assert send_letter("n-1", "a@b.cn", "x", "y").outcome == Outcome.LATER


def said(**fields):
    return 200, json.dumps({"errcode": 0, "errmsg": "ok"} | fields).encode()


def test_a_wecom_app_writes_to_one_person_found_by_mobile(server, settings):
    cache.clear()
    address = server.url.removesuffix("/send")
    settings.GATEWAY = Gateway("wecom-app", address, SECRET, fields='{"corpid": "c1", "agentid": 7}')
    server.answers = [said(access_token="t1"), said(userid="zhou"), said(), said(userid="zhou"), said(errcode=42001)]

    told = [send_short(MESSAGE).outcome for _time in range(2)]
    server.answers = [said(access_token="t2"), said(userid="zhou"), said()]
    told.append(send_short(MESSAGE).outcome)

    token = f"/cgi-bin/gettoken?corpid=c1&corpsecret={SECRET}"
    once = ["/cgi-bin/user/getuserid?access_token=t1", "/cgi-bin/message/send?access_token=t1"]
    again = [path.replace("t1", "t2") for path in once]
    assert told == ["taken", "later", "taken"]
    assert [got.path for got in server.got] == [token, *once, *once, token, *again]
    assert (server.got[1].json, server.got[2].json["touser"]) == ({"mobile": MESSAGE.mobile}, "zhou")
    assert server.got[2].json["text"] == {"content": MESSAGE.text}


def test_a_wecom_app_that_does_not_know_the_person_is_not_asked_again(server, settings):
    cache.clear()
    address = server.url.removesuffix("/send")
    settings.GATEWAY = Gateway("wecom-app", address, SECRET, fields='{"corpid": "c1", "agentid": 7}')
    server.answers = [said(access_token="t1"), said(errcode=46004, errmsg="user not exist")]

    assert send_short(MESSAGE) == Answer(Outcome.REFUSED, "errcode 46004 user not exist")
