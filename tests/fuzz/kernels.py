"""Compiles every kernel before the tests, once: ``python -m tests.fuzz.kernels``."""

from skykeep.core.kernel.on_demand import compile_on_demand, kernels_on_demand
from skykeep.core.raid.warm import compile_loop, compile_raid


def compile_all() -> None:
    """Compile the kernels of raids, or read what is compiled: those of every raid, then those on demand."""
    compile_raid()
    compile_loop()
    for name in kernels_on_demand():
        if name.startswith("skykeep."):  # kernels of tests wait for their first call
            compile_on_demand(name)


if __name__ == "__main__":
    compile_all()
