"""What posts take threats for: each post errs for itself, and the same way in every replay of a raid."""

from math import floor, inf

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


def taken_for_friend(raid, post, threat):
    """Whether a post takes a threat for a friend once it has told."""
    chance = raid.scene.recognition.threat_for_friend_p
    return raid.luck.happens(chance, "identify", joined(threat.given.key, post.key))


def held_friendly_by_all(raid, threat):
    """Whether every post with fire units that knows of a threat takes it for a friend, and any does."""
    tracks = [post.tracks[threat.number] for post in raid.posts if len(post.given.units) > 0]
    known = [track.held_friendly for track in tracks if track.known_s < inf]
    return bool(known) and all(known)
