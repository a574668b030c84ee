"""The OFD of every sample × paper: the PDF's characters, the PDF's pages, the tags of the paper."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable

import ofdkit
import pypdfium2 as pdfium
import pytest
from PIL import Image

from service.page import measure
from service.page.contents import contents
from service.rendering.content import Content
from service.rendering.ofd import About, FontFile, write_ofd
from service.rendering.pipeline import Rendering
from service.settings import Settings
from tests.rendering.ofd.drawn import DPI, Reader, draw, unlike
from tests.samples.test_samples import NAMES, PAIRS

Make = Callable[[str, str], tuple[Content, Rendering]]
every = pytest.mark.parametrize("pair", PAIRS, ids=NAMES.get)
pytestmark = pytest.mark.xdist_group("office")
