"""The backend that ``settings.DATABASES`` names."""

from django.db.backends.postgresql import base

WRITER = 0x77726974  # the number of the lock, any that nobody else uses


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions follow each other."""

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """Begin or end a transaction; one that begins waits until no other is going on."""
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if autocommit:
            return
        try:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
        except BaseException:
            self.rollback()
            super().set_autocommit(True)
            raise
