"""Who does the work: an executor maps a task over keys and never changes a result."""

from .base import Executor, Stop
from .choose import choose_executor
from .serial import SerialExecutor
from .threads import ThreadExecutor

__all__ = ["Executor", "SerialExecutor", "Stop", "ThreadExecutor", "choose_executor"]
