"""The words of the trade as frozen types: no stage, no library, no file format is known here."""
