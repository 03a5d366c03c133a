"""Limits on this process for memory and processor time, so that a hostile file harms nobody but its own reader."""

from __future__ import annotations

import contextlib
import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    _EXTENDED_LIMIT_INFORMATION = 9
    _PROCESS_TIME = 0x2
    _PROCESS_MEMORY = 0x100
    _DIE_ON_UNHANDLED_EXCEPTION = 0x400
    _TICKS_PER_SECOND = 10_000_000

    def apply(memory_bytes: int, cpu_seconds: int) -> None:
        """Limit this process to `memory_bytes` and `cpu_seconds` from now on; it ends when it takes more time.

        The job lives as long as the process, since nobody closes its handle. Raises OSError where Windows refuses.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        wanted = _Extended()
        wanted.BasicLimitInformation.PerProcessUserTimeLimit = cpu_seconds * _TICKS_PER_SECOND
        wanted.BasicLimitInformation.LimitFlags = _PROCESS_TIME | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION
        wanted.ProcessMemoryLimit = memory_bytes
        job = kernel.CreateJobObjectW(None, None)
        size = ctypes.sizeof(wanted)
        if not (
            job
            and kernel.SetInformationJobObject(job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(wanted), size)
            and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        ):
            raise ctypes.WinError(ctypes.get_last_error())

else:
    import resource

    def apply(memory_bytes: int, cpu_seconds: int) -> None:
        """Limit this process to `memory_bytes` of address space and `cpu_seconds`, and let it leave no core file.

        Where the system does not know a limit (macOS has none on memory) the other limits still hold.
        """
        for what, most, beyond in (
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_CPU, cpu_seconds, 1),  # the softer limit ends the process with a signal that says why
            (resource.RLIMIT_AS, memory_bytes, 0),
        ):
            hard = resource.getrlimit(what)[1]
            last = most + beyond if hard == resource.RLIM_INFINITY else min(most + beyond, hard)
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (min(most, last), last))
