"""How many examples a property is tried on: all in the full suite, a share in the fast one."""

from hypothesis import Phase, settings

FULL, FAST, HUNT = "full", "fast", "hunt"
settings.register_profile(FULL, max_examples=100, deadline=None)  # the first example may compile a kernel
settings.register_profile(FAST, max_examples=20, deadline=None)
# whether a test fails at all is asked, not by which smallest example
settings.register_profile(HUNT, max_examples=100, deadline=None, phases=(Phase.explicit, Phase.generate))


def examples(full, **others):
    """Return settings that try ``full`` examples in the full suite, and a share of them in the fast one."""
    share = settings.default.max_examples / settings.get_profile(FULL).max_examples
    return settings(max_examples=max(1, round(full * share)), **others)
