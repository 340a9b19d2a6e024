"""Folders for tests."""
import atexit
import pathlib
import shutil
import tempfile


def scratch():
    """An empty folder that goes when the process ends."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="etalon-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
