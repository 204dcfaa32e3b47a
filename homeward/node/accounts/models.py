"""Who has which role and which second factor, where they are signed in, who did and saw what, what waits for two."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Holding(models.Model):
    """A role that somebody holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holdings")
    role = models.CharField(max_length=16)

    class Meta:
        """Once each."""

        ordering: ClassVar = ["user", "role"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="role_once")]

    def __str__(self) -> str:
        """Return the role."""
        return self.role


class Invitation(models.Model):
    """A link that lets somebody choose a password and a second factor, once; only its digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()  # afterwards it opens nothing, and no second factor can be set up by it
    used_at = models.DateTimeField(null=True)  # when the password was chosen

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]


class Authenticator(models.Model):
    """The secret that somebody's authenticator app shares with this node, sealed."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator")
    secret = models.BinaryField()
    step = models.BigIntegerField(default=0)  # of the newest code that was taken: no code counts twice
    made_at = models.DateTimeField(auto_now_add=True)


class RecoveryCode(models.Model):
    """A code that stands for the second factor once; only its digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)


class Passkey(models.Model):
    """The public half of a key that somebody's device or security key holds (WebAuthn)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys")
    identifier = models.CharField(max_length=64, unique=True)  # SHA-256 of the credential's own
    credential = models.BinaryField()
    name = models.CharField(max_length=60)  # as its owner calls it
    count = models.BigIntegerField(default=0)  # signatures, as the key counts them; one that goes back was copied
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Oldest first."""

        ordering: ClassVar = ["id"]


class Visit(models.Model):
    """A session of somebody who is signed in, for its owner to see and end."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits")
    session = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now_add=True)
    browser = models.CharField(max_length=40)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]


class Attempt(models.Model):
    """A failed attempt: ``who`` is a keyed digest of a name or of a network address, never either in the clear."""

    who = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-at"]


class Act(models.Model):
    """Something was done to an account, or by signing in with it. Added only."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(  # none: at the node's own command line
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="acts"
    )
    act = models.CharField(max_length=32)
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="undergone")
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return what was done."""
        return self.act

    @property
    def words(self) -> str:
        """Return what was done, in the reader's language."""
        from homeward.node.accounts.acts import WORDS

        return str(WORDS.get(self.act, self.act))

    @property
    def details(self) -> str:
        """Return the detail, in the reader's language."""
        from homeward.node.accounts.acts import details

        return details(self.detail)


class Look(models.Model):
    """Somebody saw or did something with a person or a list. Added only; ``subject`` is a key, never a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="looks")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    act = models.CharField(max_length=32)  # seen, searched, changed, exported, merged, erased, ...
    kind = models.CharField(max_length=32)  # person, list, manifest, ...
    subject = models.CharField(max_length=64, db_index=True)
    number = models.PositiveIntegerField(default=1)  # of people, where several were seen at once

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return what was done to what."""
        return f"{self.act} {self.kind} {self.subject}"


class Request(models.Model):
    """Something that takes two people: asked by one, carried out when another agrees to exactly this.

    One that waits and was decided by somebody is agreed and being carried out, or was interrupted while it was.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        DONE = "done"
        DECLINED = "declined"
        FAILED = "failed"

    kind = models.CharField(max_length=32)
    payload = models.JSONField()  # what is to be done, in keys and figures
    digest = models.CharField(max_length=64)  # SHA-256 of kind and payload: what the second person agrees to
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="decided"
    )
    decided_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)  # when it was last begun to be carried out
    outcome = models.TextField(blank=True)  # what came of it, or why not

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return what it is."""
        return f"{self.kind} {self.state}"
