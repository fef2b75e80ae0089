"""Who does the work: an executor maps a task over keys and never changes a result."""

from .base import Executor, Stop
from .choose import EXECUTORS, choose_executor
from .sendable import Sendable
from .serial import SerialExecutor
from .threads import ThreadExecutor
from .whole import threads_and_rest

__all__ = [
    "EXECUTORS",
    "Executor",
    "Sendable",
    "SerialExecutor",
    "Stop",
    "ThreadExecutor",
    "choose_executor",
    "threads_and_rest",
]
