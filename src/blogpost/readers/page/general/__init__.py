"""Read the post on any blog's page by evidence: what the page states, what its system guarantees, how it is built.

The modules, in the order in which a page passes them: `outline` makes the page a list of lines. `stated` gathers what
it states for machines. `heading` finds the title, `extent` the body, and `boilerplate` the parts of the body that the
author did not write. `moments`, `people` and `labels` read the other fields. `verdict` decides whether the page is one
post, and `pages` explains why it is not. `lone_posts` are those of pages that show nothing else.
"""

from blogpost.readers.page.general.pages import OtherPage, explain_refusal, name_blog, read_lone_post, read_page
from blogpost.readers.page.general.single_post import read_post

__all__ = ["OtherPage", "explain_refusal", "name_blog", "read_lone_post", "read_page", "read_post"]
