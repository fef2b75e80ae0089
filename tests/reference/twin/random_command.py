"""Command posts made at random: who is under whom, links between them, and what they decide."""

from skykeep.compiler.assigning import with_policy
from skykeep.core.raid.tables import entities as rows
from skykeep.core.raid.vocabulary.codes import NO_LINK
from skykeep.rng import entity_key

from .assign import COLUMNS, EXACT, MARGINAL, ROLLING, VALUE_GREEDY

POLICIES = (VALUE_GREEDY, MARGINAL, ROLLING, EXACT, COLUMNS)


class RandomCommand:
    """Makes tables; draws are those of :class:`~.random_scenes.RandomScene`."""

    def post_table(self):
        """Fire units are dealt to posts; one more post may have none."""
        many = self.random.randint(1, self.units) if "posts" in self.on else 1
        ends = [*sorted(self.random.sample(range(1, self.units), many - 1)), self.units]
        bare = self.either("posts", 1, 0, 0.4)
        posts = rows.Post.table(many + bare)
        spans = [*zip([0, *ends], ends, strict=False), *[(self.units, self.units)] * bare]
        for number, (first, end) in enumerate(spans):
            self.fill(
                posts[number],
                key=entity_key(f"post/{number}"),
                first_unit=first,
                end_unit=end,
                notice_s=self.between(1.0, 9.0),
                above=-1,
                down_link=-1,
                autonomous_s=self.between(1.0, 60.0),
            )
        return posts

    def link_table(self, posts):
        """Some pairs of posts are linked, both ways or one way; links stand in the order of who tells."""
        pairs = []
        if "links" in self.on:
            pairs = [(a, b) for a in range(len(posts)) for b in range(len(posts)) if a != b]
            pairs = [pair for pair in pairs if self.random.random() < 0.75]
        # the last links carry the reports of radars to their posts, and belong to no post
        self.radar_links = [self.random.randrange(len(posts)) for _ in range(self.either("links", 1, 0, 0.4))]
        links = rows.Link.table(len(pairs) + len(self.radar_links))
        first = 0
        for number, post in enumerate(posts):
            own = sum(pair[0] == number for pair in pairs)
            post["first_link"], post["end_link"] = first, first + own
            first += own
        for number, to in enumerate([*[pair[1] for pair in pairs], *self.radar_links]):
            back = pairs[number][::-1] if number < len(pairs) else None
            self.fill(
                links[number],
                key=entity_key(f"link/{number}"),
                to_post=to,
                back=pairs.index(back) if back in pairs else NO_LINK,
                latency_s=self.between(0.1, 12.0),
                loss_p=self.either("losses", lambda: min(self.between(0.0, 1.2), 1.0), 0.0),
                report_s=self.either("losses", lambda: self.between(0.1, 4.0), 0.0),
            )
        self.link_chain(posts, links, pairs)
        return links

    def link_chain(self, posts, links, pairs):
        """Put posts under others with which they are linked both ways."""
        for below in range(len(posts)):
            both = [a for a in range(below + 1, len(posts)) if {(a, below), (below, a)} <= set(pairs)]
            if both and self.random.random() < 0.7:
                above = self.random.choice(both)
                posts[below]["above"], posts[below]["down_link"] = above, pairs.index((above, below))

    def assigned(self, case):
        """Return a case in which posts may assign threats."""
        settings = {
            "period_s": self.either("policies", lambda: self.between(1.0, 20.0), 0.0, 0.4),
            "look_ahead_s": self.either("policies", lambda: self.between(1.0, 30.0), 0.0, 0.4),
            "part_value": self.between(1.0, 5.0),
        }
        own = [(post, self.random.choice([0, *POLICIES])) for post in range(case.posts.shape[1])]
        own = dict(entry for entry in own if self.random.random() < 0.3)
        return with_policy(case, self.policy, own=own, settings=settings) if self.policy else case
