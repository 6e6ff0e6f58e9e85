"""What on a web page is the site's and not the document's: menus, banners, feet, share buttons.

Chrome is told by element, by role, by the words of its class and id, and by being little
but links; never when most of the page's own text stands inside it.
"""

from __future__ import annotations

import re

from lxml import etree

from domain.text import count_characters
from extractors.xml_safety import is_element

_DROPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math-ml",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "select",
        "datalist",
        "head",
    }
)
_TAGS = frozenset({"nav", "aside", "footer", "menu"})
_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "menu",
        "menubar",
        "toolbar",
        "dialog",
        "alertdialog",
        "tablist",
    }
)
_WORDS = re.compile(
    r"(?:^|[-_\s])(?:nav(?:bar|igation)?|menu|sub-?menu|breadcrumbs?|crumbs?|side-?bar|footer|foot|site-?header|page-?header|top-?bar|masthead"
    r"|cookies?|consent|gdpr|banner|advert(?:isement)?s?|ads?|promo|sponsor(?:ed)?|share|sharing|social|toolbar|pagination|pager"
    r"|log-?in|sign-?in|copyright|related|recommend(?:ed|ations)?|newsletter|subscribe|back-?to-?top|skip(?:-?link|nav)?|popup|modal)"
    r"(?:$|[-_\s])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PHRASES = re.compile(
    r"(?:分享(?:到|至)?.{0,10}|打印(?:本页|此页)?|收藏(?:本页)?|返回(?:顶部|首页|列表)|登录|注册|退出登录|首页|上一[篇页].{0,60}|下一[篇页].{0,60}"
    r"|.{0,30}(?:版权所有|All rights reserved).{0,60}|[©(].{0,4}(?:copyright|©|\d{4}).{0,80}|copyright\b.{0,80}"
    r"|.{0,10}ICP备.{0,40}|.{0,10}公网安备.{0,40}|当前位置.{0,80}|您(?:现)?在?的?位置.{0,80}"
    r"|print(?: this page)?|share(?: this(?: page)?)?|log ?in|log ?out|sign ?in|sign ?out|back to top|skip to (?:main )?content"
    r"|(?:accept|reject|manage)(?: all)? cookies|read more|previous|next|menu|search|contact us|privacy policy|terms of use|sitemap|imprint)",
    re.IGNORECASE,
)
_CONTAINERS = frozenset({"body", "html", "main", "article"})
_LINK_LISTS = frozenset({"ul", "ol", "div", "td", "p", "section", "table", "form"})
_MOST = 0.4  # share of the page's text that no chrome holds
_LONG_LINK = 45  # characters: a link of a whole sentence is content


def is_dropped(element: etree._Element) -> bool:
    """Tell elements that never show text of the document."""
    return element.tag in _DROPPED


def is_chrome_phrase(text: str) -> bool:
    """Tell a short line that only serves the site: share, print, log in, all rights reserved."""
    return _PHRASES.fullmatch(text.strip()) is not None


class Chrome:
    """Judges the elements of one page."""

    def __init__(self, root: etree._Element) -> None:
        """Measure the page once: a part with most of its text is no chrome."""
        self._total = max(text_length(root), 1)

    def holds(self, element: etree._Element) -> bool:
        """Tell whether an element is chrome with everything in it."""
        if element.tag in _CONTAINERS:
            return False
        if not (_is_named_chrome(element) or _is_link_list(element)):
            return False
        return text_length(element) < self._total * _MOST


def text_length(element: etree._Element) -> int:
    """Count the characters of an element that can be seen at all."""
    return sum(
        count_characters(text)
        for node in element.iter()
        if is_element(node)
        for text in ((node.text if not is_dropped(node) else ""), node.tail)
        if text
    )


def _is_named_chrome(element: etree._Element) -> bool:
    if element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES:
        return True
    if element.tag == "header":
        return not any(parent.tag in {"main", "article", "section"} for parent in element.iterancestors())
    if element.tag in {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "li",
        "td",
        "th",
        "tr",
        "table",
        "span",
        "a",
        "b",
        "strong",
    }:
        return False
    names = _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('id') or ''}")
    return _WORDS.search(names) is not None


def _is_link_list(element: etree._Element) -> bool:
    """Tell a list of three or more short links with hardly a word beside them."""
    if element.tag not in _LINK_LISTS:
        return False
    links = [link for link in element.iter("a") if link.get("href") is not None]
    if len(links) < 3:
        return False
    lengths = [text_length_of_link(link) for link in links]
    inside, total = sum(lengths), text_length(element)
    return total > 0 and inside >= total * 0.85 and max(lengths) <= _LONG_LINK


def text_length_of_link(link: etree._Element) -> int:
    """Count the characters of a link without what follows it."""
    return count_characters("".join(str(part) for part in link.itertext()))
