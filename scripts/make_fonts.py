"""Get the free stand-in fonts ready: Debian's Fandol as TrueType, AR PL UMing, and the private fontconfig.

Run by ``scripts/setup``. TeX is not installed: the fonts are taken out of the package that carries them.
The converted fonts stay in a cache folder of the user's, keyed by the digests of all that goes into them, so
that a second checkout is ready at once; the checkout gets its own copy, so that another user can run the
service.
"""

from __future__ import annotations

import argparse
import fcntl
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

import fontTools

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script: scripts/ alone is on the path

from scripts.truetype import to_truetype
from service.office.fonts import LAST_RESORT, SUBSTITUTES

FANDOL_PACKAGE = "texlive-lang-chinese"
FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_COPYING = "usr/share/doc/texlive-doc/fonts/fandol/COPYING"
FANDOL_README = "usr/share/doc/texlive-doc/fonts/fandol/README"
UMING_PACKAGE = "fonts-arphic-uming"
UMING = "usr/share/fonts/truetype/arphic/uming.ttc"
UMING_COPYRIGHT = "usr/share/doc/fonts-arphic-uming/copyright"

STAND_INS = {
    "FandolFang-Regular.otf": "Chengwen Fang",
    "FandolKai-Regular.otf": "Chengwen Kai",
    "FandolHei-Regular.otf": "Chengwen Hei",
    "FandolSong-Regular.otf": "Chengwen Song",
    "FandolSong-Bold.otf": "Chengwen Biaosong",
}
PINNED = {
    "FandolFang-Regular.otf": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    "FandolKai-Regular.otf": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    "FandolHei-Regular.otf": "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
    "FandolSong-Regular.otf": "a3820003227d4abe31fe28b493200d94a849ccfd078b50a019264f70353020b0",
    "FandolSong-Bold.otf": "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
    "uming.ttc": "fe952e55617275142d9cefd4d79eade4df446517b0478b2567d9bc7df49f70e2",
}
"""SHA-256 of Fandol 0.3 (2015) and of UMing 0.2.20080216, the last releases of both."""


class FontsError(Exception):
    """The fonts can't be got ready; the message says why and what to do, in Chinese."""


def main(arguments: list[str] | None = None) -> int:
    """Make ``<root>/.cache/fonts`` whole. Returns 0, or 1 with a message when the fonts can't be had."""
    parser = argparse.ArgumentParser(description="准备替代字体和专用的 fontconfig 设置")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1], help="项目目录")
    parser.add_argument("--cache", type=Path, default=user_cache(), help="本用户的字体缓存目录")
    options = parser.parse_args(arguments)
    try:
        converted = converted_fonts(options.cache)
        install(converted, options.root.resolve())
    except FontsError as error:
        print(f"    字体没有备好：{error}", file=sys.stderr)
        return 1
    return 0


def user_cache() -> Path:
    """Where the user's converted fonts are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "chengwen" / "fonts"


def cache_key() -> str:
    """Digest of everything that the converted fonts are made of: sources, names, converter, fontTools."""
    converter = Path(__file__).with_name("truetype.py").read_bytes()
    inputs = [PINNED, STAND_INS, hashlib.sha256(converter).hexdigest(), fontTools.version]
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:24]


def converted_fonts(cache: Path) -> Path:
    """The folder with all fonts, made when it is not in the cache.

    It is whole or absent: a folder that is still being made has another name, and a stop leaves only that.
    """
    folder = cache / cache_key()
    cache.mkdir(parents=True, exist_ok=True)
    with _locked(cache / ".lock"):
        if folder.is_dir():
            print(f"    字体取自缓存 {folder}")
            return folder
        for left_over in cache.glob("*.partial-*"):
            shutil.rmtree(left_over)
        partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}.partial-", dir=cache))
        with tempfile.TemporaryDirectory(prefix="chengwen-deb-") as unpacked:
            _gather(Path(unpacked), partial)
            convert_all(
                {Path(unpacked) / FANDOL / name: family for name, family in STAND_INS.items()}, partial
            )
        partial.chmod(0o755)
        partial.rename(folder)
    return folder


def _gather(unpacked: Path, target: Path) -> None:
    """Unpack Fandol, check every digest, and put UMing and the licences into ``target``."""
    _unpack(FANDOL_PACKAGE, unpacked)
    installed = Path("/") / UMING
    if not installed.is_file():
        _unpack(UMING_PACKAGE, unpacked)
        installed = unpacked / UMING
    for path in (*(unpacked / FANDOL / name for name in STAND_INS), installed):
        check_digest(path)
    shutil.copyfile(installed, target / "uming.ttc")
    licences = {
        "Fandol-COPYING": FANDOL_COPYING,
        "Fandol-README": FANDOL_README,
        "UMing-copyright": UMING_COPYRIGHT,
    }
    for name, place in licences.items():
        (target / name).write_bytes(_licence(place, (unpacked, Path("/"))))


def _licence(place: str, roots: tuple[Path, ...]) -> bytes:
    """The text of a licence, which Debian may have packed. Fonts are not passed on without it."""
    for root in roots:
        if (root / place).is_file():
            return (root / place).read_bytes()
        if (packed := root / f"{place}.gz").is_file():
            return gzip.decompress(packed.read_bytes())
    raise FontsError(f"软件包里没有字体的许可文件 {place}")


def check_digest(path: Path) -> None:
    """Raise FontsError unless ``path`` is the very file that the layout was measured with."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise FontsError(f"软件包里没有 {path.name}") from error
    if digest != PINNED[path.name]:
        raise FontsError(f"{path.name} 与本版本核定的字体不同（SHA-256 {digest[:16]}…），不采用")


def _unpack(package: str, target: Path) -> None:
    """Fetch a Debian package without installing it (apt checks its signature chain) and unpack it."""
    print(f"    下载软件包 {package}（只取字体，不安装）…", flush=True)
    with tempfile.TemporaryDirectory(prefix="chengwen-apt-") as folder:
        download = _download(package, Path(folder), [])
        if download is None:
            lists = Path(folder) / "lists"
            (lists / "partial").mkdir(parents=True)
            own_lists = ["-o", f"Dir::State::Lists={lists}", "-o", f"Dir::Cache={folder}"]
            _apt([*own_lists, "update"], Path(folder))
            download = _download(package, Path(folder), own_lists)
        if download is None:
            raise FontsError(f"下载不到软件包 {package}，请检查网络和 /etc/apt 的软件源，然后重新运行")
        subprocess.run(["dpkg-deb", "-x", download, target], check=True)


def _download(package: str, folder: Path, options: list[str]) -> Path | None:
    _apt([*options, "download", package], folder)
    return next(iter(folder.glob(f"{package}_*.deb")), None)


def _apt(arguments: list[str], folder: Path) -> None:
    try:
        # Sandbox as root: _apt may not write into a folder of ours, and says so at length.
        command = ["apt-get", "-q", "-o", "APT::Sandbox::User=root", *arguments]
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise FontsError("这里没有 apt-get：字体取自 Debian 或 Ubuntu 的软件源") from error


def convert_all(families: dict[Path, str], target: Path) -> None:
    """Convert each font into ``target``, two at a time (each takes about 20 s and 200 MB), with progress."""
    print(f"    {len(families)} 个字体转换为 TrueType，约一分钟，只做一次…", flush=True)
    begun = time.monotonic()
    with ProcessPoolExecutor(max_workers=2) as pool:
        jobs = {
            pool.submit(to_truetype, source, target / f"{family.replace(' ', '')}.ttf", family): family
            for source, family in families.items()
        }
        for done, job in enumerate(as_completed(jobs), start=1):
            job.result()
            print(f"    [{done}/{len(jobs)}] {jobs[job]}（{time.monotonic() - begun:.0f} 秒）", flush=True)


def install(converted: Path, root: Path) -> Path:
    """Copy the fonts into the checkout; its fontconfig file comes last: it stands only when all does."""
    folder = root / ".cache" / "fonts"
    conf = folder / "fonts.conf"
    conf.unlink(missing_ok=True)
    for stale in folder.glob("*.tt?"):
        stale.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fontconfig").mkdir(exist_ok=True)
    for source in sorted(converted.iterdir()):
        shutil.copyfile(source, folder / source.name)
    partial = conf.with_suffix(".partial")
    partial.write_text(fonts_conf(folder, root / "fonts"), encoding="utf-8")
    partial.rename(conf)
    _warm(conf)
    return conf


def fonts_conf(folder: Path, office_fonts: Path) -> str:
    """The private fontconfig: our fonts and the office's own, and nothing of the system's.

    An alias appends its substitutes behind the family, so that an office's licensed font wins by its name.
    Any other family (a Latin default, a field's font) falls to Song.
    """
    aliases = "\n".join(
        f'  <alias binding="same"><family>{family}</family><accept>'
        + "".join(f"<family>{name}</family>" for name in substitutes)
        + "</accept></alias>"
        for family, substitutes in SUBSTITUTES.items()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<!-- 由 scripts/make_fonts.py 生成，请勿手改。 -->
<fontconfig>
  <dir>{escape(str(folder))}</dir>
  <dir>{escape(str(office_fonts))}</dir>
  <cachedir>{escape(str(folder / "fontconfig"))}</cachedir>
{aliases}
  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong">
      <string>Chengwen Song</string><string>{LAST_RESORT}</string>
    </edit>
  </match>
</fontconfig>
"""


def _warm(conf: Path) -> None:
    """Let fontconfig read the fonts now, while the folder can be written; without fc-cache it does later."""
    if shutil.which("fc-cache"):
        environment = {**os.environ, "FONTCONFIG_FILE": str(conf)}
        subprocess.run(["fc-cache"], env=environment, capture_output=True, check=False)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
