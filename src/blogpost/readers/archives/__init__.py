"""Blogger's feeds, exports, takeouts and API resources, and WordPress's exports → posts with their comments."""

from __future__ import annotations

from blogpost.readers.archives.blogger_json import read_api, read_gdata_json
from blogpost.readers.archives.feeds import read_feed
from blogpost.readers.archives.recovering import read_recovered
from blogpost.readers.archives.several import read_several
from blogpost.readers.archives.takeout import read_takeout
from blogpost.readers.archives.wxr import read_wxr

__all__ = ["read_api", "read_feed", "read_gdata_json", "read_recovered", "read_several", "read_takeout", "read_wxr"]
