"""A real Postfix of its own in a temporary folder, on a free port of this machine, that delivers into files."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import trustme

HOST, DOMAIN = "127.0.0.1", "example.org"
_MAIN = """compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
command_directory = {commands}
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.{domain}
mydestination =
inet_interfaces = {host}
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = may
smtpd_tls_cert_file = {home}/certificate.pem
smtpd_tls_key_file = {home}/key.pem
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = texthash:{home}/boxes
virtual_minimum_uid = 1
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
maillog_file = {home}/log
maillog_file_prefixes = {home}
"""
_MASTER = """{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class PostOffice:
    """``authority`` is the file of the certificate that vouches for it."""

    home: Path
    port: int
    authority: Path

    def ids(self) -> dict[str, list[str]]:
        """Reader's address → the Message-IDs of the mails in the mailbox."""
        found: dict[str, list[str]] = {}
        for path in sorted((self.home / "mail").glob("*/new/*")):
            message = message_from_bytes(path.read_bytes())
            found.setdefault(f"{path.parts[-3]}@{DOMAIN}", []).append(str(message["Message-ID"]))
        return found

    def settle(self, limit_s: float = 600) -> None:
        """Waits until nothing is left in its queues."""
        until = time.monotonic() + limit_s
        while any(path.is_file() for name in ("incoming", "active", "maildrop") for path in self._queue(name)):
            if time.monotonic() > until:
                raise TimeoutError("the queue does not empty")
            time.sleep(0.1)

    def _queue(self, name: str) -> Iterator[Path]:
        return (self.home / "queue" / name).rglob("*")


@contextlib.contextmanager
def post_office(addresses: Sequence[str]) -> Iterator[PostOffice]:
    """Starts it with a mailbox for each address, and takes it away again. Needs root, and Debian's package postfix."""
    home = Path(tempfile.mkdtemp(prefix="postfix-", dir="/tmp"))
    home.chmod(0o755)
    try:
        with _free_port() as port:
            office = _prepared(home, addresses, port)
            _postfix(home, "start")
        try:
            _await(office.port)
            yield office
        finally:
            _postfix(home, "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _free_port() -> Iterator[int]:
    """Held until its server listens: both reuse the address, so it is let in, and nobody else is given the port."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((HOST, 0))
        yield int(held.getsockname()[1])


def _prepared(home: Path, addresses: Sequence[str], port: int) -> PostOffice:
    user = pwd.getpwnam("postfix").pw_uid
    for name in ("queue", "data", "mail"):
        (home / name).mkdir()
    for name in ("data", "mail"):
        shutil.chown(home / name, "postfix", "postfix")
    authority = trustme.CA()
    certificate = authority.issue_cert(HOST)
    certificate.private_key_pem.write_to_path(home / "key.pem")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(home / "certificate.pem", append=True)
    authority.cert_pem.write_to_path(home / "authority.pem")
    (home / "boxes").write_text("".join(f"{address} {address.partition('@')[0]}/\n" for address in addresses))
    places = {"commands": "/usr/sbin", "daemons": "/usr/lib/postfix/sbin", "host": HOST, "domain": DOMAIN}
    (home / "main.cf").write_text(_MAIN.format(home=home, user=user, group=user, **places))
    (home / "master.cf").write_text(_MASTER.format(port=f"{HOST}:{port}"))
    return PostOffice(home, port, home / "authority.pem")


def _postfix(home: Path, command: str) -> None:
    given = {**os.environ, "MAIL_CONFIG": str(home)}
    arguments = ["/usr/sbin/postfix", "-c", str(home), command]
    done = subprocess.run(arguments, check=False, capture_output=True, text=True, env=given)
    if done.returncode:
        log = home / "log"
        raise RuntimeError(f"postfix {command}: {done.stderr}{log.read_text() if log.exists() else ''}")


def _await(port: int, limit_s: float = 300) -> None:
    until = time.monotonic() + limit_s
    while True:
        try:
            with socket.create_connection((HOST, port), 1) as door:
                if door.recv(3) == b"220":
                    return
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.1)
