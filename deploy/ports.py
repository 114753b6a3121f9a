"""TCP ports on this machine: which is free, and who has one that is not."""

import socket

import psutil

HOST = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on now; the system hands them out in turn, so it stays free a while."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def taken(port: int) -> bool:
    """Would a server fail to listen on this port?"""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return True
        return False


def holder(port: int) -> str:
    """Who listens there, in words; another user's process cannot always be seen."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port:
                process = psutil.Process(connection.pid) if connection.pid else None
                if process:
                    return f"proces {process.pid} ({' '.join(process.cmdline())[:120]})"
    except psutil.Error:
        pass
    return "een proces van een andere gebruiker"
