"""A proxy that stands between libpq and a server, and does it harm.

with Proxy(path, fault) as proxy: who connects to proxy.port is carried to the
server whose socket is at that path. What is done to the first connection is a
Fault. Those that come after it, to cancel or to try again, are carried as they
are; or the proxy ignores them for that many seconds, and then closes them.
"""

import contextlib
import dataclasses
import socket
import struct
import threading

QUIET = 0.1  # seconds without a word, after a byte that was changed
RESET = struct.pack("ii", 1, 0)  # closes so that the other side is reset
SIZE = 1 << 16


@dataclasses.dataclass(frozen=True)
class Fault:
    """After that many bytes of the sender, which is server or client:

    end     the connection is closed, as by a program that ends
    reset   it is reset, as by a machine that has been started anew
    stall   nothing is carried any more, and no side is closed
    stuffed the same, and what the client sends is not even taken
    flip    the next byte becomes this one. Where both wait for each other then,
            the connection is closed.
    """
    what: str
    sender: str = "server"
    at: int = 0
    byte: int = 0


class Proxy:
    def __init__(self, path, fault=None, deaf=None):
        self.path, self.fault, self.deaf = path, fault, deaf
        self.sent = {"server": bytearray(), "client": bytearray()}
        self.struck = threading.Event()  # what is to be done has been done
        self.left = threading.Event()  # the client has closed the first one
        self.came = 0  # how many have connected
        self.over = threading.Event()
        self.sockets, self.threads = [], []

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.sockets.append(self.listener)
        self.start(self.accept)
        return self

    def __exit__(self, *_):
        self.over.set()
        for one in self.sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for one in self.sockets:
            one.close()

    def start(self, function, *arguments):
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self.threads.append(thread)
        thread.start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                server = socket.socket(socket.AF_UNIX)
                self.sockets += [client, server]
                self.came += 1
                if self.over.is_set():
                    return
                self.start(self.carry, client, server, self.came == 1)

    # --- One connection -----------------------------------------

    def carry(self, client, server, is_first):
        line = None
        with contextlib.suppress(OSError):
            if is_first or self.deaf is None:
                server.connect(self.path)
                line = Line(self, client, server, is_first)
                back = threading.Thread(target=line.pass_on, args=("server",))
                back.start()
                line.pass_on("client")
                back.join()
            else:
                self.over.wait(self.deaf)
        if is_first:
            self.left.set()
        if line and line.stopped:  # nothing comes any more, not even an end
            self.over.wait()
        for one in (client, server):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class Line:
    """A client, a server, and what comes between them."""

    def __init__(self, proxy, client, server, is_first):
        self.proxy = proxy
        self.ends = {"client": client, "server": server}
        self.fault = proxy.fault if is_first else None
        self.sent = proxy.sent if is_first else {
            "server": bytearray(), "client": bytearray()}
        self.lock = threading.Lock()
        self.stopped = False
        self.flipped = False
        if self.fault and self.fault.at == 0 and self.fault.what != "flip":
            self.strike()

    def pass_on(self, sender):
        """All that one of them sends, to the other."""
        source = self.ends[sender]
        target = self.ends["server" if sender == "client" else "client"]
        with contextlib.suppress(OSError):
            while self.may_take(sender):
                data = self.receive(source)
                if not data:
                    break
                with self.lock:
                    if not self.stopped:
                        self.send(sender, target, data)
        with contextlib.suppress(OSError):
            if not self.stopped or sender == "client":
                target.shutdown(socket.SHUT_WR)

    def may_take(self, sender):
        """Where the line is stuffed, not even the client's end is seen."""
        if not self.stopped or self.fault.what != "stuffed":
            return True
        if sender == "client":
            self.proxy.over.wait()
        return False

    def receive(self, source):
        while True:
            source.settimeout(QUIET if self.flipped else None)
            before = self.total()
            try:
                return source.recv(SIZE)
            except TimeoutError:
                with self.lock:
                    if self.total() == before and not self.stopped:
                        self.close()

    def total(self):
        return len(self.sent["server"]) + len(self.sent["client"])

    def send(self, sender, target, data):
        fault, before = self.fault, len(self.sent[sender])
        strikes = fault is not None and not self.proxy.struck.is_set() \
            and fault.sender == sender
        to = fault.at - before if strikes else 0
        if strikes and fault.what == "flip" and to < len(data):
            data = data[:to] + bytes([fault.byte]) + data[to + 1:]
            self.flipped = True
            self.proxy.struck.set()
        elif strikes and fault.what != "flip" and to <= len(data):
            data = data[:to]
        else:
            strikes = False
        self.sent[sender] += data
        target.sendall(data)
        if strikes and fault.what != "flip":
            self.strike()

    def strike(self):
        """Once the bytes are sent that come before it."""
        self.stopped = True
        if self.fault.what == "end":
            self.close()
        elif self.fault.what == "reset":
            for one in self.ends.values():
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                one.shutdown(socket.SHUT_RD)
                one.close()
        self.proxy.struck.set()

    def close(self):
        self.stopped = True
        for one in self.ends.values():
            one.shutdown(socket.SHUT_WR)
