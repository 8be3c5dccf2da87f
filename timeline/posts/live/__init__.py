"""Live sources: a channel's preview, an account, a feed, a folder; what is new in them since the last look.

Nothing here stores anything. A source gives what it showed (``timeline.posts.sync.Look``) and the
state to go on from; ``timeline.posts.sync.decide`` says what that means for what is stored.
"""

from timeline.posts.live.account import AccountChannel
from timeline.posts.live.feed import FeedRead, read_feed_from
from timeline.posts.live.folder import Stamp, changed
from timeline.posts.live.preview import PreviewChannel
from timeline.posts.live.walk import Progress, Step
from timeline.posts.live.web import Answer, Manners, Validators, Web

__all__ = [
    "AccountChannel",
    "Answer",
    "FeedRead",
    "Manners",
    "PreviewChannel",
    "Progress",
    "Stamp",
    "Step",
    "Validators",
    "Web",
    "changed",
    "read_feed_from",
]
