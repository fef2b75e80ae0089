"""What posts take threats for: each post errs for itself, and the same way in every replay of a raid."""

from math import floor, inf

from .given import FRIENDLY, RAID
from .luck import joined


def taken_class(raid, post, threat):
    """Return the class that a post takes a threat for once it has told.

    The two chances of decoys go before: what is held for a decoy is one, the class's own or that which
    imitates the threat. A decoy that is not recognised counts as what it imitates. Beside that a class may be
    mistaken for another one that is no decoy, and that flies, or falls, alike.
    """
    classes, own = raid.scene.classes, threat.given.threat_class
    if threat.held_for_decoy:
        return own if threat.given.decoy else classes[own].decoyed_by
    if classes[own].decoy_of >= 0:
        own = classes[own].decoy_of
    whose = joined(threat.given.key, post.key)
    if raid.luck.happens(raid.scene.recognition.class_right_p, "classify", whose):
        return own
    alike = [
        number
        for number, kind in enumerate(classes)
        if number != own and kind.decoy_of < 0 and kind.ballistic == classes[own].ballistic
    ]
    if not alike:
        return own
    return alike[min(floor(raid.luck.draw("classify", whose, 1) * len(alike)), len(alike) - 1)]


def answers(raid, threat):
    """Whether traffic answers when it is asked who it is, the same whoever asks."""
    rule = raid.scene.recognition
    silent_p = rule.friend_silent_p if threat.given.side == FRIENDLY else rule.neutral_silent_p
    return not raid.luck.happens(silent_p, "answer", threat.given.key)


def taken_for_friend(raid, post, threat):
    """Whether a post takes something for a friend once it has told: traffic if it has heard an answer, a
    threat by mistake."""
    rule, whose = raid.scene.recognition, joined(threat.given.key, post.key)
    if threat.given.side == RAID:
        return raid.luck.happens(rule.threat_for_friend_p, "identify", whose)
    return answers(raid, threat) and not raid.luck.happens(rule.answer_missed_p, "answer", whose)


def declared_hostile(raid, post, threat):
    """Whether a post declares hostile what it takes for no friend."""
    rule = raid.scene.recognition
    hostile = threat.given.side == RAID
    chance = 1.0 - rule.threat_undeclared_p if hostile else rule.traffic_declared_p
    return raid.luck.happens(chance, "declare", joined(threat.given.key, post.key))


def held_friendly_by_all(raid, threat):
    """Whether every post with fire units that knows of a threat takes it for a friend, and any does."""
    tracks = [post.tracks[threat.number] for post in raid.posts if len(post.given.units) > 0]
    known = [track.held_friendly for track in tracks if track.known_s < inf]
    return bool(known) and all(known)
