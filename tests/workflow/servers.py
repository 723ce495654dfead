"""A mail server and a gateway on this machine: they keep what they get, and answer as they are told."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OK = (200, b'{"code": 0}')


@dataclass
class Got:
    """One request that a gateway received."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class GatewayServer:
    """`answers` are given in turn, the last for ever; a callable does the answering itself, None says nothing."""

    url: str = ""
    got: list[Got] = field(default_factory=list)
    answers: list[Any] = field(default_factory=lambda: [OK])
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self) -> Any:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def gateway_server() -> Iterator[GatewayServer]:
    """A gateway that listens on this machine."""
    server = GatewayServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            server.got.append(Got(self.path, dict(self.headers), body))
            answer = server.answer()
            if answer is None:
                server.released.wait(20)
                return
            status, said = answer
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            """Nothing on the terminal."""

    with listening(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        server.url = f"http://127.0.0.1:{port}/send"
        yield server
        server.released.set()


@dataclass
class MailServer:
    """Letters that came; `refuse` is said to the recipient, `hang_up` breaks off after the letter was handed over."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    refuse: str = ""
    hang_up: bool = False

    def text(self, number: int = -1) -> str:
        return self.letters[number].get_content().replace("\r\n", "\n")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server that listens on this machine."""
    server = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline().decode().strip():
                word = line.split(":")[0].upper()
                if word == "QUIT":
                    self.say("221 bye")
                    return
                if word == "DATA":
                    self.say("354 go on")
                    if not self.take():
                        return
                elif word == "RCPT TO" and server.refuse:
                    self.say(server.refuse)
                else:
                    self.say("250 ok")

        def take(self) -> bool:
            """One letter; False where the line breaks off after it."""
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line[1:] if line.startswith(b"..") else line)
            server.letters.append(message_from_bytes(b"".join(lines), policy=default))
            if server.hang_up:
                return False
            self.say("250 taken")
            return True

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with listening(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        server.port = port
        yield server


@contextmanager
def listening(server: socketserver.TCPServer) -> Iterator[int]:
    """The server in a thread of its own; gives its port."""
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
