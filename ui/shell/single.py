"""One window a store: a second start brings the first to the front and hands it its files."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, Signal

from desktop_crm.platform.paths import data_folder
from ui.settings.preferences import key_of

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_S: Final = 5.0
_ANSWER_MS: Final = 1000
_MOST_BYTES: Final = 1_000_000


class SingleInstance(QObject):
    """The claim of this process on a store's window. `handed(files)` when a second start passed by."""

    handed = Signal(list)

    def __init__(self, store: Path, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = folder or data_folder()
        place.mkdir(parents=True, exist_ok=True)
        self._name = f"desktop-crm-{key_of(store)}"
        self._lock = QLockFile(str(place / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Return whether this process is the first, until `release`."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Hear of second starts from now on: once the window stands, for a second start has time to try again."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._receive(server))
        QLocalServer.removeServer(self._name)
        server.listen(self._name)
        self._server = server

    def hand_over(self, files: list[Path], patience: float = _PATIENCE_S) -> bool:
        """Ask the first process to come to the front with these files; returns whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        until = time.monotonic() + patience
        while True:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_ANSWER_MS):
                socket.write(json.dumps([str(file.resolve()) for file in files]).encode() + b"\n")
                heard = socket.waitForBytesWritten(_ANSWER_MS)
                socket.disconnectFromServer()
                return heard
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)

    def release(self) -> None:
        """Let another process be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _receive(self, server: QLocalServer) -> None:
        while (socket := server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            names = json.loads(bytes(socket.readLine(_MOST_BYTES).data()))
        except ValueError:
            return
        if isinstance(names, list):
            self.handed.emit([path for name in names if (path := Path(str(name))).is_file()])
